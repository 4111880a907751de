// A small network as other services would tell of it, one event at a time.
#pragma once

#include <string>
#include <vector>

#include "opora/registration/v1/events.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/testing/service_test.h"

namespace opora::reporting::testing {

using opora::testing::Harness;

// Ids by kind, so that a test's numbers stay small: person(3) is nobody else's id.
std::string region(int number);
std::string site(int number);
std::string project(int number);
std::string programme(int number);
std::string round(int number);
std::string session(int number);
std::string organisation(int number);
std::string person(int number);
std::string group(int number);
std::string venue(int number);
std::string room(int number);

struct PlannedSession {
  int number = 1;
  int round = 1;
  int project = 1;
  int site = 1;
  int region = 1;
  scheduling::v1::SessionKind kind = scheduling::v1::SESSION_KIND_WORKSHOP;
  std::string topic = "burnout";
  std::string audience = "psychologists";
  std::string local_start = "2023-10-03T10:00";
  int minutes = 90;
  int room = 1;
  int capacity = 30;
  int version = 1;  // of a move: the how manyeth change it is
};

scheduling::v1::Event region_added(int number, const std::string& name);
scheduling::v1::Event site_added(int number, const std::string& name);
scheduling::v1::Event venue_added(int number, int site, const std::string& name);
scheduling::v1::Event room_added(int number, int venue, const std::string& name);
scheduling::v1::Event programme_added(int number, const std::string& name);
scheduling::v1::Event project_added(int number, const std::string& name);
scheduling::v1::Event partnership_added(int number, int project, int organisation, scheduling::v1::PartnerRole role);
scheduling::v1::Event round_planned(int number, int programme, std::vector<int> projects, int year,
                                    std::vector<int> regions = {});
scheduling::v1::Event round_regions_added(int number, std::vector<int> regions);  // all that it is held in then
scheduling::v1::Event session_published(const PlannedSession& planned);
// As it is planned now: its place, time and capacity.
scheduling::v1::Event session_moved(const PlannedSession& planned, const std::string& reason = "");
scheduling::v1::Event capacity_changed(int number, int capacity);
scheduling::v1::Event session_cancelled(int number, const std::string& reason = "");
// An instant that clocks in the sessions' zone, Asia/Yakutsk, show as YYYY-MM-DDTHH:MM.
Instant in_yakutsk(const std::string& local);

registration::v1::Event organisation_added(int number, const std::string& name);
registration::v1::Event group_waitlisted(int number, int session, int head_count);
registration::v1::Event group_confirmed(int number, int session, int head_count);
// The same, sent by an organisation, with those named from the start.
registration::v1::Event group_confirmed(int number, int session, int organisation, const std::vector<int>& people);
registration::v1::Event group_promoted(int number, int session, int organisation);
registration::v1::Event group_waitlisted(int number, int session, int organisation, const std::vector<int>& people);
registration::v1::Event members_named(int group, const std::vector<int>& people, int change = 0);
// `change`: the how manyeth one of the group it is.
registration::v1::Event head_count_changed(int number, int session, int head_count, int change);
registration::v1::Event member_substituted(int number, int session, int leaver, int substitute, int change);
registration::v1::Event members_cancelled(int number, int session, const std::vector<int>& people, int head_count,
                                          int change);
registration::v1::Event roster_member_added(int person, int organisation, const std::string& from,
                                            const std::string& until = "");
registration::v1::Event roster_member_changed(int person, int organisation, const std::string& from,
                                              const std::string& until = "");
registration::v1::Event group_cancelled(int number, int session, int freed_count);
registration::v1::Event attended(int person, int session, int organisation);  // organisation 0: a guest
registration::v1::Event attended_unknown(int person, int session);            // a guest of whom there was an id alone

// `change`: how often that attendance was taken back or given again before.
registration::v1::Event attended_again(int person, int session, int organisation, int change);
registration::v1::Event attendance_taken_back(int person, int session, int change = 1);
// So many of an organisation, without names, by the how manyeth count.
registration::v1::Event attendance_counted(int session, int organisation, int people, int change = 1);

// `change`: by which of what is said of the merged one it is.
registration::v1::Event people_merged(int kept, int merged, int change = 1);
registration::v1::Event people_unmerged(int kept, int merged, int change = 2);
registration::v1::Event organisations_merged(int kept, int merged, int change = 1);
registration::v1::Event organisations_unmerged(int kept, int merged, int change = 2);
registration::v1::Event organisations_are_two(int one, int other);  // and never were merged

registration::v1::Event scan_set_aside(int number, int session);
registration::v1::Event scan_settled(int number, int session, registration::v1::ScanOutcome outcome);

// What the two logs tell, and what a report then says.
void tell(Harness& harness, const scheduling::v1::Event& event);
void tell(Harness& harness, const registration::v1::Event& event);

Result<v1::RoundReport> report_of(Harness& harness, int round);
std::int64_t figure(const v1::RoundReport& report, v1::Measure measure);  // -1 if there is none
std::int64_t figure_at_most(const v1::RoundReport& report, v1::Measure measure);  // likewise
const v1::Breakdown& breakdown(const v1::RoundReport& report, v1::Dimension dimension);
v1::BreakdownRow row(const v1::RoundReport& report, v1::Dimension dimension, const std::string& key);

// For tests of one reporting; those that need several of them hold a Harness each.
class ReportingTest : public opora::testing::ServiceTest {
 protected:
  ReportingTest();

  void tell(const scheduling::v1::Event& event) { testing::tell(service, event); }
  void tell(const registration::v1::Event& event) { testing::tell(service, event); }
  Result<v1::RoundReport> report_of(int round) { return testing::report_of(service, round); }
};

}  // namespace opora::reporting::testing
