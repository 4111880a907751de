#include "reporting/tests/network.h"

#include <chrono>
#include <stdexcept>

#include "platform/dates/dates.h"
#include "reporting/service.h"

namespace opora::reporting::testing {
namespace {

std::string id(int kind, int number) { return opora::testing::test_id(kind * 100'000 + number); }

// Where and when it is, and for how many.
template <class Event>
void put_place(const PlannedSession& planned, Event& body) {
  body.set_site_id(site(planned.site));
  body.set_region_id(region(planned.region));
  body.set_room_id(room(planned.room));
  body.set_local_start(planned.local_start);
  body.set_time_zone("Asia/Yakutsk");
  body.set_starts_at_us(in_yakutsk(planned.local_start).us);
  body.set_duration_minutes(planned.minutes);
  body.set_capacity(planned.capacity);
}

void name_it(platform::v1::LocalizedText& text, const std::string& name) { (*text.mutable_by_language())["en"] = name; }

}  // namespace

std::string region(int number) { return id(1, number); }
std::string site(int number) { return id(2, number); }
std::string project(int number) { return id(3, number); }
std::string programme(int number) { return id(4, number); }
std::string round(int number) { return id(5, number); }
std::string session(int number) { return id(6, number); }
std::string organisation(int number) { return id(7, number); }
std::string person(int number) { return id(8, number); }
std::string group(int number) { return id(9, number); }
std::string venue(int number) { return id(12, number); }
std::string room(int number) { return id(13, number); }

scheduling::v1::Event region_added(int number, const std::string& name) {
  scheduling::v1::Event event;
  event.mutable_region_added()->set_region_id(region(number));
  name_it(*event.mutable_region_added()->mutable_name(), name);
  return event;
}

scheduling::v1::Event site_added(int number, const std::string& name) {
  scheduling::v1::Event event;
  event.mutable_site_added()->set_site_id(site(number));
  name_it(*event.mutable_site_added()->mutable_name(), name);
  return event;
}

scheduling::v1::Event venue_added(int number, int at, const std::string& name) {
  scheduling::v1::Event event;
  event.mutable_venue_added()->set_venue_id(venue(number));
  event.mutable_venue_added()->set_site_id(site(at));
  name_it(*event.mutable_venue_added()->mutable_name(), name);
  return event;
}

scheduling::v1::Event room_added(int number, int in, const std::string& name) {
  scheduling::v1::Event event;
  event.mutable_room_added()->set_room_id(room(number));
  event.mutable_room_added()->set_venue_id(venue(in));
  name_it(*event.mutable_room_added()->mutable_name(), name);
  return event;
}

scheduling::v1::Event programme_added(int number, const std::string& name) {
  scheduling::v1::Event event;
  event.mutable_programme_added()->set_programme_id(programme(number));
  name_it(*event.mutable_programme_added()->mutable_name(), name);
  return event;
}

scheduling::v1::Event project_added(int number, const std::string& name) {
  scheduling::v1::Event event;
  event.mutable_project_added()->set_project_id(project(number));
  name_it(*event.mutable_project_added()->mutable_name(), name);
  return event;
}

scheduling::v1::Event partnership_added(int number, int of_project, int by, scheduling::v1::PartnerRole role) {
  scheduling::v1::Event event;
  auto& body = *event.mutable_partnership_added();
  body.set_partnership_id(id(10, number));
  body.set_project_id(project(of_project));
  body.set_organisation_id(organisation(by));
  body.set_role(role);
  return event;
}

scheduling::v1::Event round_planned(int number, int of_programme, std::vector<int> projects, int year,
                                    std::vector<int> regions) {
  scheduling::v1::Event event;
  auto& body = *event.mutable_round_planned();
  body.set_round_id(round(number));
  body.set_programme_id(programme(of_programme));
  for (const int part : projects) body.add_project_ids(project(part));
  name_it(*body.mutable_name(), "Round " + std::to_string(number));
  body.set_year(year);
  for (const int where : regions) body.add_region_ids(region(where));
  return event;
}

scheduling::v1::Event round_regions_added(int number, std::vector<int> regions) {
  scheduling::v1::Event event;
  event.mutable_round_regions_added()->set_round_id(round(number));
  for (const int where : regions) event.mutable_round_regions_added()->add_region_ids(region(where));
  return event;
}

scheduling::v1::Event session_published(const PlannedSession& planned) {
  scheduling::v1::Event event;
  auto& body = *event.mutable_session_published();
  body.set_session_id(session(planned.number));
  body.set_round_id(round(planned.round));
  body.set_project_id(project(planned.project));
  body.set_kind(planned.kind);
  name_it(*body.mutable_title(), "Session " + std::to_string(planned.number));
  body.set_topic(planned.topic);
  body.set_audience(planned.audience);
  put_place(planned, body);
  return event;
}

scheduling::v1::Event session_moved(const PlannedSession& planned, const std::string& reason) {
  scheduling::v1::Event event;
  event.mutable_session_moved()->set_session_id(session(planned.number));
  put_place(planned, *event.mutable_session_moved());
  event.mutable_session_moved()->set_version(planned.version);
  event.mutable_session_moved()->set_reason(reason);
  return event;
}

scheduling::v1::Event capacity_changed(int number, int capacity) {
  scheduling::v1::Event event;
  event.mutable_session_capacity_changed()->set_session_id(session(number));
  event.mutable_session_capacity_changed()->set_capacity(capacity);
  return event;
}

scheduling::v1::Event session_cancelled(int number, const std::string& reason) {
  scheduling::v1::Event event;
  event.mutable_session_cancelled()->set_session_id(session(number));
  event.mutable_session_cancelled()->set_reason(reason);
  return event;
}

Instant in_yakutsk(const std::string& local) {
  return from_rfc3339(local + ":00.000000Z").value() - std::chrono::hours(9);
}

registration::v1::Event organisation_added(int number, const std::string& name) {
  registration::v1::Event event;
  event.mutable_organisation_added()->set_organisation_id(organisation(number));
  name_it(*event.mutable_organisation_added()->mutable_name(), name);
  return event;
}

registration::v1::Event group_waitlisted(int number, int in_session, int head_count) {
  registration::v1::Event event;
  event.mutable_group_waitlisted()->set_group_id(group(number));
  event.mutable_group_waitlisted()->set_session_id(session(in_session));
  event.mutable_group_waitlisted()->set_head_count(head_count);
  return event;
}

registration::v1::Event group_confirmed(int number, int in_session, int head_count) {
  registration::v1::Event event;
  event.mutable_group_confirmed()->set_group_id(group(number));
  event.mutable_group_confirmed()->set_session_id(session(in_session));
  event.mutable_group_confirmed()->set_head_count(head_count);
  return event;
}

registration::v1::Event group_confirmed(int number, int in_session, int by, const std::vector<int>& people) {
  registration::v1::Event event = group_confirmed(number, in_session, 9);
  event.mutable_group_confirmed()->set_organisation_id(organisation(by));
  for (const int who : people) event.mutable_group_confirmed()->add_person_ids(person(who));
  return event;
}

registration::v1::Event group_promoted(int number, int in_session, int by) {
  registration::v1::Event event = group_confirmed(number, in_session, by, {});
  event.mutable_group_confirmed()->set_promoted(true);
  return event;
}

registration::v1::Event group_waitlisted(int number, int in_session, int by, const std::vector<int>& people) {
  registration::v1::Event event = group_waitlisted(number, in_session, 9);
  event.mutable_group_waitlisted()->set_organisation_id(organisation(by));
  for (const int who : people) event.mutable_group_waitlisted()->add_person_ids(person(who));
  return event;
}

registration::v1::Event members_named(int in_group, const std::vector<int>& people, int change) {
  registration::v1::Event event;
  event.mutable_group_members_named()->set_group_id(group(in_group));
  for (const int who : people) event.mutable_group_members_named()->add_person_ids(person(who));
  event.mutable_group_members_named()->set_change_number(change);
  return event;
}

registration::v1::Event head_count_changed(int number, int in_session, int head_count, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_group_head_count_changed();
  body.set_group_id(group(number));
  body.set_session_id(session(in_session));
  body.set_head_count(head_count);
  body.set_change_number(change);
  return event;
}

registration::v1::Event member_substituted(int number, int in_session, int leaver, int substitute, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_group_member_substituted();
  body.set_group_id(group(number));
  body.set_session_id(session(in_session));
  body.set_person_id(person(leaver));
  body.set_substitute_person_id(person(substitute));
  body.set_change_number(change);
  return event;
}

registration::v1::Event members_cancelled(int number, int in_session, const std::vector<int>& people, int head_count,
                                          int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_group_members_cancelled();
  body.set_group_id(group(number));
  body.set_session_id(session(in_session));
  for (const int who : people) body.add_person_ids(person(who));
  body.set_head_count(head_count);
  body.set_change_number(change);
  return event;
}

registration::v1::Event roster_member_added(int who, int at, const std::string& from, const std::string& until) {
  registration::v1::Event event;
  auto& body = *event.mutable_roster_member_added();
  body.set_organisation_id(organisation(at));
  body.set_person_id(person(who));
  body.set_from_date(from);
  body.set_until_date(until);
  return event;
}

registration::v1::Event roster_member_changed(int who, int at, const std::string& from, const std::string& until) {
  registration::v1::Event event;
  auto& body = *event.mutable_roster_member_changed();
  body.set_organisation_id(organisation(at));
  body.set_person_id(person(who));
  body.set_from_date(from);
  body.set_until_date(until);
  return event;
}

registration::v1::Event people_merged(int kept, int merged, int change) {
  registration::v1::Event event;
  event.mutable_people_merged()->set_kept_person_id(person(kept));
  event.mutable_people_merged()->set_merged_person_id(person(merged));
  event.mutable_people_merged()->set_change(change);
  return event;
}

registration::v1::Event people_unmerged(int kept, int merged, int change) {
  registration::v1::Event event;
  event.mutable_people_unmerged()->set_kept_person_id(person(kept));
  event.mutable_people_unmerged()->set_merged_person_id(person(merged));
  event.mutable_people_unmerged()->set_change(change);
  return event;
}

registration::v1::Event organisations_merged(int kept, int merged, int change) {
  registration::v1::Event event;
  event.mutable_organisations_merged()->set_kept_organisation_id(organisation(kept));
  event.mutable_organisations_merged()->set_merged_organisation_id(organisation(merged));
  event.mutable_organisations_merged()->set_change(change);
  return event;
}

registration::v1::Event organisations_unmerged(int kept, int merged, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_organisations_unmerged();
  body.set_kept_organisation_id(organisation(kept));
  body.set_merged_organisation_id(organisation(merged));
  body.set_change(change);
  body.set_were_merged(change > 0);
  return event;
}

registration::v1::Event organisations_are_two(int one, int other) { return organisations_unmerged(one, other, 0); }

registration::v1::Event scan_set_aside(int number, int in_session) {
  registration::v1::Event event;
  event.mutable_scan_set_aside()->set_check_in_id(id(11, number));
  event.mutable_scan_set_aside()->set_session_id(session(in_session));
  event.mutable_scan_set_aside()->add_flags(registration::v1::CHECK_IN_FLAG_OUTSIDE_SESSION);
  return event;
}

registration::v1::Event scan_settled(int number, int in_session, registration::v1::ScanOutcome outcome) {
  registration::v1::Event event;
  event.mutable_scan_settled()->set_check_in_id(id(11, number));
  event.mutable_scan_settled()->set_session_id(session(in_session));
  event.mutable_scan_settled()->set_outcome(outcome);
  return event;
}

registration::v1::Event group_cancelled(int number, int in_session, int freed_count) {
  registration::v1::Event event;
  event.mutable_group_cancelled()->set_group_id(group(number));
  event.mutable_group_cancelled()->set_session_id(session(in_session));
  event.mutable_group_cancelled()->set_freed_count(freed_count);
  return event;
}

registration::v1::Event attended(int who, int which, int with) {
  registration::v1::Event event;
  auto& body = *event.mutable_attendance_recorded();
  body.set_session_id(session(which));
  body.set_person_id(person(who));
  if (with != 0) body.set_organisation_id(organisation(with));
  return event;
}

registration::v1::Event attended_unknown(int who, int which) {
  registration::v1::Event event = attended(who, which, 0);
  event.mutable_attendance_recorded()->add_flags(registration::v1::CHECK_IN_FLAG_NOT_REGISTERED);
  event.mutable_attendance_recorded()->add_flags(registration::v1::CHECK_IN_FLAG_UNKNOWN_PERSON);
  return event;
}

registration::v1::Event attended_again(int who, int which, int with, int change) {
  registration::v1::Event event = attended(who, which, with);
  event.mutable_attendance_recorded()->set_change(change);
  return event;
}

registration::v1::Event attendance_taken_back(int who, int which, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_attendance_taken_back();
  body.set_session_id(session(which));
  body.set_person_id(person(who));
  body.set_change(change);
  body.set_code(registration::v1::CORRECTION_CODE_DID_NOT_COME);
  return event;
}

registration::v1::Event attendance_counted(int which, int with, int people, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_attendance_counted();
  body.set_session_id(session(which));
  body.set_organisation_id(organisation(with));
  body.set_person_count(people);
  body.set_change(change);
  return event;
}

void tell(Harness& harness, const scheduling::v1::Event& event) { harness.deliver("scheduling", event); }
void tell(Harness& harness, const registration::v1::Event& event) { harness.deliver("registration", event); }

Result<v1::RoundReport> report_of(Harness& harness, int of_round) {
  v1::GetRoundReportRequest request;
  request.set_round_id(round(of_round));
  TRY(response, harness.call<v1::GetRoundReportResponse>(request));
  return response.report();
}

std::int64_t figure(const v1::RoundReport& report, v1::Measure measure) {
  for (const v1::Figure& figure : report.figures()) {
    if (figure.measure() == measure) return figure.value();
  }
  return -1;
}

std::int64_t figure_at_most(const v1::RoundReport& report, v1::Measure measure) {
  for (const v1::Figure& figure : report.figures()) {
    if (figure.measure() == measure) return figure.at_most();
  }
  return -1;
}

const v1::Breakdown& breakdown(const v1::RoundReport& report, v1::Dimension dimension) {
  for (const v1::Breakdown& breakdown : report.breakdowns()) {
    if (breakdown.dimension() == dimension) return breakdown;
  }
  throw std::logic_error("no breakdown by " + v1::Dimension_Name(dimension));
}

v1::BreakdownRow row(const v1::RoundReport& report, v1::Dimension dimension, const std::string& key) {
  for (const v1::BreakdownRow& row : breakdown(report, dimension).rows()) {
    if (row.key() == key) return row;
  }
  throw std::logic_error("no row " + key + " by " + v1::Dimension_Name(dimension));
}

ReportingTest::ReportingTest() : ServiceTest(make_reporting()) {}

}  // namespace opora::reporting::testing
