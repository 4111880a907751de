// What was entered wrongly of people, put right; and what was put right, looked at.
#pragma once

#include <string>
#include <vector>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/tool/connection.h"

namespace opora::tool {

struct PersonOptions {
  std::string person;        // an id, or a key of `list`
  std::string organisation;  // whose they are
  std::string list, region;  // whose keys stand for people; as of the commands that list
  std::string reason;
  std::string name, occupation;  // as a folder writes it: "social-worker"
  std::string from_date, last_day;
  bool stays = false;  // they haven't left
};

// Whom an id, or a key of the list, means. Refused with ID_MALFORMED or UNKNOWN_KEY.
Result<std::string> person_meant(Client& client, const PersonOptions& told);

// Of somebody's times at an organisation the one that is meant: that which begins on a day, or the only one, or the
// only one that hasn't ended. Refused with MEMBERSHIP_NOT_NAMED, which says which there are.
Result<registration::v1::RosterMember> membership_meant(const std::vector<registration::v1::RosterMember>& theirs,
                                                        const std::string& from_date);

// "social-worker" as the contract has it. Refused with UNKNOWN_OCCUPATION, which says which there are.
Result<registration::v1::Occupation> occupation_named(const std::string& name);

// One of them as a line: "2026-11-29T10:15:00Z  PERSON  1  by SUBJECT  was called \"…\"  reason".
std::string to_line(const registration::v1::PersonCorrection& correction);

std::string to_line(const registration::v1::OrganisationIdentity& said);

Result<void> correct_person(const ConnectionOptions& options, const PersonOptions& told);
Result<void> say_last_day(const ConnectionOptions& options, const PersonOptions& told);
Result<void> list_corrections(const ConnectionOptions& options, const std::string& organisation);

}  // namespace opora::tool
