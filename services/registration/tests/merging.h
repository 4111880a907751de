// A desk whose doors are open, where people and organisations turn out to be one. Person 1 to 3 are the school's group.
#pragma once

#include <string>
#include <vector>

#include "registration/tests/corrections.h"

namespace opora::registration::testing {

class MergingDesk : public CorrectionsTest {
 protected:
  static v1::MergePeopleRequest merging(int kept, int merged, const std::string& of_kept = kSchool,
                                        const std::string& of_merged = "") {
    v1::MergePeopleRequest request;
    request.set_organisation_id(of_kept);
    request.set_kept_person_id(person(kept));
    request.set_merged_person_id(person(merged));
    request.set_merged_organisation_id(of_merged);
    request.set_reason("Entered twice");
    return request;
  }
  static v1::UnmergePeopleRequest parting(int one, int other, const std::string& of_one = kSchool,
                                          const std::string& of_other = "") {
    v1::UnmergePeopleRequest request;
    request.set_organisation_id(of_one);
    request.set_person_id(person(one));
    request.set_other_person_id(person(other));
    request.set_other_organisation_id(of_other);
    request.set_reason("Two sisters");
    return request;
  }
  static v1::MergeOrganisationsRequest merging_organisations(const std::string& kept, const std::string& merged) {
    v1::MergeOrganisationsRequest request;
    request.set_organisation_id(kept);
    request.set_merged_organisation_id(merged);
    request.set_reason("One house");
    return request;
  }
  static v1::UnmergeOrganisationsRequest parting_organisations(const std::string& one, const std::string& other) {
    v1::UnmergeOrganisationsRequest request;
    request.set_organisation_id(one);
    request.set_other_organisation_id(other);
    request.set_reason("Two houses");
    return request;
  }
  // The answer's sessions at which both have seats.
  std::vector<std::string> two_seats(const v1::MergePeopleRequest& request) {
    const auto response = answer<v1::MergePeopleResponse>(request);
    return {response.session_ids_with_two_seats().begin(), response.session_ids_with_two_seats().end()};
  }
  // As somebody whom a scanner has met, at the session next door.
  std::vector<int> check_in_beside(int number, int of_person) {
    auto request = scan_of(number, of_person);
    request.set_session_id(kBesideIt);
    const auto response = answer<v1::CheckInResponse>(request);
    return {response.flags().begin(), response.flags().end()};
  }
  std::vector<v1::Attendance> attendances(const std::string& session = kSession) {
    v1::ListAttendanceRequest request;
    request.set_session_id(session);
    const auto page = answer<v1::ListAttendanceResponse>(request);
    return {page.attendances().begin(), page.attendances().end()};
  }
};

}  // namespace opora::registration::testing
