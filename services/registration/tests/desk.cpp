#include "registration/tests/desk.h"

namespace opora::registration::testing {

std::string name_of(int of_person) { return "Участник №" + std::to_string(of_person); }

v1::GroupMember named(int of_person, const std::string& name) {
  v1::GroupMember member = known(of_person);
  member.set_name(name);
  member.set_occupation(v1::OCCUPATION_TEACHER);
  return member;
}

v1::Scan scan_of_code(const std::string& id, const std::string& code, std::int64_t at_us) {
  v1::Scan scan;
  scan.set_check_in_id(id);
  scan.set_person_id(code);
  scan.set_scanned_at_us(at_us);
  return scan;
}

std::vector<int> flags_in(const v1::CheckInResult& result) { return {result.flags().begin(), result.flags().end()}; }

v1::GroupMember known(int of_person) {
  v1::GroupMember member;
  member.set_person_id(person(of_person));
  return member;
}

void RegistrationTest::SetUp() {
  publish(kSession, 10);
  for (const std::string& id : {kSchool, kClinic})
    ASSERT_EQ(refusal(organisation(id)), "");
  events_since_last();
}

void RegistrationTest::publish(const std::string& session, int capacity, std::int64_t starts_at_us) {
  scheduling::v1::Event event;
  auto& published = *event.mutable_session_published();
  published.set_session_id(session);
  published.set_region_id(kRegion);
  published.set_capacity(capacity);
  published.set_local_start("2023-10-11T18:00");
  published.set_time_zone("Asia/Yakutsk");
  published.set_starts_at_us(starts_at_us);
  published.set_registration_ends_at_us(doors_are_open_ ? starts_at_us : starts_at_us - 24 * kHourUs);
  service.deliver("scheduling", event, session);
}

void RegistrationTest::move(const std::string& session, int version, int capacity, std::int64_t starts_at_us,
                            std::int64_t registration_ends_at_us) {
  scheduling::v1::Event event;
  auto& moved = *event.mutable_session_moved();
  moved.set_session_id(session);
  moved.set_region_id(kRegion);
  moved.set_capacity(capacity);
  moved.set_local_start("2023-10-12T18:00");
  moved.set_time_zone("Asia/Yakutsk");
  moved.set_starts_at_us(starts_at_us);
  moved.set_registration_ends_at_us(registration_ends_at_us);
  moved.set_version(version);
  service.deliver("scheduling", event, session);
}

void RegistrationTest::change_capacity(const std::string& session, int capacity, int version) {
  scheduling::v1::Event event;
  event.mutable_session_capacity_changed()->set_session_id(session);
  event.mutable_session_capacity_changed()->set_capacity(capacity);
  event.mutable_session_capacity_changed()->set_version(version);
  service.deliver("scheduling", event, session);
}

void RegistrationTest::call_off(const std::string& session) {
  scheduling::v1::Event event;
  event.mutable_session_cancelled()->set_session_id(session);
  service.deliver("scheduling", event, session);
}

void RegistrationTest::open_doors() {
  doors_are_open_ = true;
  service.clock().set(Instant{kDoorsOpenAtUs});
  service.settle();
  events_since_last();
}

v1::AddOrganisationRequest RegistrationTest::organisation(const std::string& id) {
  v1::AddOrganisationRequest request;
  request.set_request_id(fresh_request_id());
  request.set_organisation_id(id);
  (*request.mutable_name()->mutable_by_language())["ru"] = "Школа №1";
  request.set_kind(v1::ORGANISATION_KIND_SCHOOL);
  request.set_region_id(kRegion);
  return request;
}

Caller RegistrationTest::coordinator(const std::string& region) {
  Caller caller;
  caller.subject = "coordinator of " + region;
  caller.role = network::v1::ROLE_COORDINATOR;
  caller.scopes["region"] = {region};
  return caller;
}

Caller RegistrationTest::facilitator(const std::string& session) {
  Caller caller;
  caller.subject = "facilitator of " + session;
  caller.role = network::v1::ROLE_FACILITATOR;
  caller.scopes["session"] = {session};
  return caller;
}

v1::RegisterGroupRequest RegistrationTest::registration(int number, int head_count) {
  v1::RegisterGroupRequest request;
  request.set_request_id(fresh_request_id());
  request.set_group_id(group(number));
  request.set_session_id(kSession);
  request.set_organisation_id(kSchool);
  request.set_head_count(head_count);
  request.set_late_entry(doors_are_open_);
  return request;
}

v1::CheckInRequest RegistrationTest::scan_of(int number, int of_person, std::int64_t at_us) {
  v1::CheckInRequest request;
  request.set_request_id(fresh_request_id());
  request.set_session_id(kSession);
  request.mutable_scan()->set_check_in_id(scan(number));
  request.mutable_scan()->set_person_id(person(of_person));
  request.mutable_scan()->set_scanned_at_us(at_us);
  return request;
}

v1::RegisterGroupResponse RegistrationTest::register_group(int number, int head_count) {
  return register_named(number, head_count, {});
}

v1::RegisterGroupResponse RegistrationTest::register_named(int number, int head_count, const std::vector<int>& people) {
  auto request = registration(number, head_count);
  for (const int of_person : people) *request.add_members() = named(of_person, name_of(of_person));
  return answer<v1::RegisterGroupResponse>(request);
}

int RegistrationTest::cancel(int number, bool late_entry) {
  v1::CancelGroupRequest request;
  request.set_request_id(fresh_request_id());
  request.set_group_id(group(number));
  request.set_late_entry(late_entry);
  return answer<v1::CancelGroupResponse>(request).promoted_count();
}

std::vector<int> RegistrationTest::check_in(int number, int of_person, std::int64_t at_us) {
  const auto response = answer<v1::CheckInResponse>(scan_of(number, of_person, at_us));
  return {response.flags().begin(), response.flags().end()};
}

v1::CheckInBatchRequest RegistrationTest::scans_at(const std::string& session, const std::vector<v1::Scan>& scans) {
  v1::CheckInBatchRequest request;
  request.set_request_id(fresh_request_id());
  request.set_session_id(session);
  for (const v1::Scan& scan : scans) *request.add_scans() = scan;
  return request;
}

v1::CheckInBatchResponse RegistrationTest::upload(const v1::CheckInBatchRequest& request, const Caller& caller) {
  const auto response = service.call<v1::CheckInBatchResponse>(request, caller);
  EXPECT_TRUE(response) << response.error().message;
  return response.value_or(v1::CheckInBatchResponse());
}

std::vector<v1::UnsettledScan> RegistrationTest::unsettled(const std::string& session) {
  v1::ListUnsettledScansRequest request;
  request.set_session_id(session);
  const auto page = answer<v1::ListUnsettledScansResponse>(request);
  return {page.scans().begin(), page.scans().end()};
}

v1::ConfirmScansRequest RegistrationTest::confirmation(const std::string& session,
                                                        const std::vector<std::string>& scans) {
  v1::ConfirmScansRequest request;
  request.set_request_id(fresh_request_id());
  request.set_session_id(session);
  for (const std::string& scan : scans) request.add_check_in_ids(scan);
  return request;
}

v1::DiscardScansRequest RegistrationTest::discarding(const std::string& session,
                                                      const std::vector<std::string>& scans) {
  v1::DiscardScansRequest request;
  request.set_request_id(fresh_request_id());
  request.set_session_id(session);
  for (const std::string& scan : scans) request.add_check_in_ids(scan);
  request.set_reason("Wrong line of the list.");
  return request;
}

std::vector<std::string> RegistrationTest::attending(const std::string& session) {
  v1::ListAttendanceRequest request;
  request.set_session_id(session);
  const auto page = answer<v1::ListAttendanceResponse>(request);
  std::vector<std::string> people;
  for (const auto& each : page.attendances()) people.push_back(each.person_id());
  return people;
}

void RegistrationTest::add_to_roster(const std::string& organisation, int of_person, const std::string& from,
                         const std::string& until) {
  v1::AddRosterMembersRequest request;
  request.set_request_id(fresh_request_id());
  request.set_organisation_id(organisation);
  auto& member = *request.add_members();
  member.set_person_id(person(of_person));
  member.set_name(name_of(of_person));
  member.set_occupation(v1::OCCUPATION_TEACHER);
  member.set_from_date(from);
  member.set_until_date(until);
  ASSERT_EQ(refusal(request), "");
}

v1::Group RegistrationTest::group_now(int number) {
  v1::GetGroupRequest request;
  request.set_group_id(group(number));
  return answer<v1::GetGroupResponse>(request).group();
}

v1::GetSeatsResponse RegistrationTest::seats_now() {
  v1::GetSeatsRequest request;
  request.set_session_id(kSession);
  return answer<v1::GetSeatsResponse>(request);
}

}  // namespace opora::registration::testing
