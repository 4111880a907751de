// A desk at which somebody was entered wrongly: what is told of people there, and what puts it right.
#pragma once

#include <string>
#include <vector>

#include "registration/tests/old_names.h"

namespace opora::registration::testing {

class CorrectingDesk : public OldNamesDesk {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    add_to_roster(kSchool, 1, "2023-01-01");
    events_since_last();
  }

  v1::CorrectPersonRequest correction(int of_person, const std::string& name,
                                      v1::Occupation occupation = v1::OCCUPATION_UNSPECIFIED) {
    v1::CorrectPersonRequest request;
    request.set_organisation_id(kSchool);
    request.set_person_id(person(of_person));
    request.set_name(name);
    request.set_occupation(occupation);
    request.set_reason("As their passport has it");
    return request;
  }

  v1::EndMembershipRequest ending(int of_person, const std::string& from, const std::string& until) {
    v1::EndMembershipRequest request;
    request.set_organisation_id(kSchool);
    request.set_person_id(person(of_person));
    request.set_from_date(from);
    request.set_until_date(until);
    request.set_reason("The head says so");
    return request;
  }

  std::vector<v1::RosterMember> roster(const std::string& organisation, const std::string& on_date = "") {
    v1::GetRosterRequest request;
    request.set_organisation_id(organisation);
    request.set_on_date(on_date);
    const auto response = answer<v1::GetRosterResponse>(request);
    return {response.members().begin(), response.members().end()};
  }

  std::vector<v1::PersonCorrection> corrections(const std::string& organisation, int page_size = 0) {
    v1::ListCorrectionsRequest request;
    request.set_organisation_id(organisation);
    request.set_page_size(page_size);
    std::vector<v1::PersonCorrection> all;
    do {
      const auto page = answer<v1::ListCorrectionsResponse>(request);
      all.insert(all.end(), page.corrections().begin(), page.corrections().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }

  static Caller head_of(const std::string& organisation) {
    Caller caller;
    caller.subject = "head of " + organisation;
    caller.role = network::v1::ROLE_ORGANISATION;
    caller.scopes["organisation"] = {organisation};
    return caller;
  }
};

}  // namespace opora::registration::testing
