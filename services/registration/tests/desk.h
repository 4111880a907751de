// A registration desk: the whole service on a database in memory, one session and two organisations, and short words
// for what is done there.
#pragma once

#include <string>
#include <vector>

#include "opora/registration/v1/events.pb.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/testing/service_test.h"
#include "registration/service.h"

namespace opora::registration::testing {

using opora::testing::test_id;
using Status = v1::GroupStatus;

// The session starts on 2023-10-11 at 18:00 in Yakutsk, 09:00 UTC; registration ends a day before.
constexpr std::int64_t kStartsAtUs = 1'697'014'800'000'000;
constexpr std::int64_t kHourUs = 3'600'000'000;
constexpr std::int64_t kEndsAtUs = kStartsAtUs - 24 * kHourUs;
constexpr std::int64_t kDoorsOpenAtUs = kStartsAtUs - 3 * kHourUs;

inline const std::string kRegion = test_id(1);
inline const std::string kSession = test_id(2);
inline const std::string kSchool = test_id(3);
inline const std::string kClinic = test_id(4);
inline const std::string kNobody = test_id(999'999);  // what nothing has for its id

// Things of a kind, by number.
inline std::string group(int number) { return test_id(1'000 + number); }
inline std::string person(int number) { return test_id(2'000 + number); }
inline std::string scan(int number) { return test_id(3'000 + number); }

class RegistrationTest : public opora::testing::ServiceTest {
 protected:
  RegistrationTest() : ServiceTest(make_registration()) {}
  // Opens the session with ten seats and adds both organisations.
  void SetUp() override;

  void publish(const std::string& session, int capacity, std::int64_t starts_at_us = kStartsAtUs);
  // What scheduling says of it afterwards.
  void move(const std::string& session, int version, int capacity, std::int64_t starts_at_us,
            std::int64_t registration_ends_at_us);
  void change_capacity(const std::string& session, int capacity, int version = 0);
  void call_off(const std::string& session);
  // It is three hours before the session: people may be scanned from now on. Registration is over, so groups are
  // entered late; sessions published from now on are open until they start.
  void open_doors();

  v1::AddOrganisationRequest organisation(const std::string& id);
  v1::RegisterGroupRequest registration(int number, int head_count);
  v1::CheckInRequest scan_of(int number, int of_person, std::int64_t at_us = kStartsAtUs);

  // Of one region, with a subject of their own.
  static Caller coordinator(const std::string& region);
  // Who stands at one session's door.
  static Caller facilitator(const std::string& session);

  // Commands whose success the test takes for granted.
  v1::RegisterGroupResponse register_group(int number, int head_count);
  v1::RegisterGroupResponse register_named(int number, int head_count, const std::vector<int>& people);
  int cancel(int number, bool late_entry = false);  // how many were promoted
  std::vector<int> check_in(int number, int of_person, std::int64_t at_us = kStartsAtUs);
  // Keeps scans as a device does, and gives what became of each.
  v1::CheckInBatchResponse upload(const v1::CheckInBatchRequest& request,
                                  const Caller& caller = opora::testing::administrator());
  v1::CheckInBatchRequest scans_at(const std::string& session, const std::vector<v1::Scan>& scans);
  // What ListUnsettledScans lists of a session.
  std::vector<v1::UnsettledScan> unsettled(const std::string& session);
  v1::ConfirmScansRequest confirmation(const std::string& session, const std::vector<std::string>& scans);
  v1::DiscardScansRequest discarding(const std::string& session, const std::vector<std::string>& scans);
  // Who came to a session, by ListAttendance.
  std::vector<std::string> attending(const std::string& session);
  void add_to_roster(const std::string& organisation, int of_person, const std::string& from,
                     const std::string& until = "");

  v1::Group group_now(int number);
  v1::GetSeatsResponse seats_now();

  v1::Event last_event() { return last_event_as<v1::Event>(); }

 private:
  bool doors_are_open_ = false;
};

// A scan of whatever was on a code.
v1::Scan scan_of_code(const std::string& id, const std::string& code, std::int64_t at_us = kStartsAtUs);
std::vector<int> flags_in(const v1::CheckInResult& result);
v1::GroupMember named(int of_person, const std::string& name);
v1::GroupMember known(int of_person);
std::string name_of(int of_person);

using Types = std::vector<std::string>;

}  // namespace opora::registration::testing
