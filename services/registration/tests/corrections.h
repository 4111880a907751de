// A desk whose doors are open, and what is said there of attendances afterwards. Person 1 to 3 are the school's group;
// the session next door begins at the same time.
#pragma once

#include <string>
#include <vector>

#include "registration/tests/desk.h"

namespace opora::registration::testing {

inline const std::string kBesideIt = test_id(61);
inline const std::string kFarAway = test_id(62);  // a session in another region
inline const std::string kFarRegion = test_id(70);

class CorrectionsTest : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    register_named(1, 4, {1, 2, 3});
    open_doors();
    publish(kBesideIt, 5);
    publish_far_away();
    events_since_last();
  }

  template <class Request>
  static Request about(const std::string& session, int of_person) {
    Request request;
    request.set_session_id(session);
    request.set_person_id(person(of_person));
    request.set_reason("The wrong line of the list.");
    return request;
  }
  static v1::TakeBackAttendanceRequest taking_back(int of_person, const std::string& session = kSession) {
    auto request = about<v1::TakeBackAttendanceRequest>(session, of_person);
    request.set_code(v1::CORRECTION_CODE_DID_NOT_COME);
    return request;
  }
  static v1::RestoreAttendanceRequest restoring(int of_person, const std::string& session = kSession) {
    return about<v1::RestoreAttendanceRequest>(session, of_person);
  }
  static v1::MoveAttendanceRequest moving(int of_person, const std::string& to_session, const std::string& to_person,
                                          const std::string& from = kSession) {
    auto request = about<v1::MoveAttendanceRequest>(from, of_person);
    request.set_code(v1::CORRECTION_CODE_WRONG_SESSION);
    request.set_to_session_id(to_session);
    request.set_to_person_id(to_person);
    return request;
  }
  static v1::CountAttendanceRequest counting(int people, const std::string& reason = "",
                                             const std::string& organisation = kSchool) {
    v1::CountAttendanceRequest request;
    request.set_session_id(kSession);
    request.set_organisation_id(organisation);
    request.set_person_count(people);
    request.set_reason(reason);
    return request;
  }
  // The day after the session is over everywhere on earth.
  void let_two_days_pass() {
    service.clock().set(Instant{kStartsAtUs - 9 * kHourUs + 60 * kHourUs});
    service.settle();
    events_since_last();
  }

 private:
  void publish_far_away() {
    scheduling::v1::Event event;
    auto& published = *event.mutable_session_published();
    published.set_session_id(kFarAway);
    published.set_region_id(kFarRegion);
    published.set_capacity(5);
    published.set_local_start("2023-10-11T18:00");
    published.set_time_zone("Asia/Yakutsk");
    published.set_starts_at_us(kStartsAtUs);
    published.set_registration_ends_at_us(kStartsAtUs);
    service.deliver("scheduling", event, kFarAway);
  }
};

}  // namespace opora::registration::testing
