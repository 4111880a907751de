// What a row of people.csv says otherwise than the platform of somebody whom it has on a roster, and the commands that
// put it right: another name, another occupation, another last day. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "opora/load/compare.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "registration/domain/add_roster_members.h"

namespace opora::load {

// As the file writes it.
std::string occupation_in_files(registration::Occupation occupation);

struct RowCorrection {
  std::vector<Change> changes;  // none: it says nothing else
  std::string refusal;          // why that can't be put right, a reason; empty: it can
  std::optional<registration::v1::CorrectPersonRequest> person;
  std::optional<registration::v1::EndMembershipRequest> last_day;
  // As they are once it was.
  registration::Person person_then;
  registration::Career career_then;
};

// `list` says so. What somebody has corrected by hand since is not written over: CORRECTED_SINCE.
RowCorrection correct_row(const registration::Person& known, const registration::Career& career,
                          const registration::AddRosterMembers::Member& row, const std::string& list);

}  // namespace opora::load
