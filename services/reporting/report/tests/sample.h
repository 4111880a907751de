// A report to render: a round with everything in it.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <utility>

#include "opora/reporting/v1/reporting_service.pb.h"

namespace opora::report::testing {

namespace v1 = reporting::v1;

inline platform::v1::LocalizedText text(std::initializer_list<std::pair<const char*, const char*>> by_language) {
  platform::v1::LocalizedText text;
  for (const auto& [language, words] : by_language) (*text.mutable_by_language())[language] = words;
  return text;
}

inline v1::Figure& figure(v1::RoundReport& report, v1::Measure measure) {
  const auto found = std::find_if(report.mutable_figures()->begin(), report.mutable_figures()->end(),
                                  [&](const v1::Figure& each) { return each.measure() == measure; });
  if (found == report.mutable_figures()->end()) throw std::logic_error("no figure " + v1::Measure_Name(measure));
  return *found;
}

inline void add_figure(v1::RoundReport& report, v1::Measure measure, std::int64_t value) {
  auto& figure = *report.add_figures();
  figure.set_measure(measure);
  figure.set_value(value);
}

inline v1::BreakdownRow& add_row(v1::Breakdown& breakdown, const std::string& key, int people) {
  auto& row = *breakdown.add_rows();
  row.set_key(key);
  row.set_people_count(people);
  row.set_attendance_count(people * 2);
  row.set_session_count(3);
  row.set_session_minutes(810);
  row.set_day_count(2);
  return row;
}

inline v1::ReportedSession& add_session(v1::RoundReport& report, const std::string& id, v1::SessionState state,
                                        const std::string& local_start) {
  auto& session = *report.add_sessions();
  session.set_session_id(id);
  *session.mutable_title() = text({{"en", "Points of support"}, {"ru", "Точки опоры"}});
  session.set_state(state);
  session.mutable_place()->set_local_start(local_start);
  session.mutable_place()->set_time_zone("Asia/Yakutsk");
  *session.mutable_place()->mutable_site_name() = text({{"ru", "Свободный"}});
  *session.mutable_place()->mutable_venue_name() = text({{"ru", "Библиотека"}});
  *session.mutable_place()->mutable_room_name() = text({{"ru", "Читальный зал"}});
  session.set_duration_minutes(90);
  session.set_capacity(30);
  session.set_seats_confirmed(20);
  return session;
}

inline void put_turnout(v1::Turnout& turnout, int came, int seats, int taken, int taken_at_most) {
  turnout.set_came_count(came);
  turnout.set_seats_confirmed(seats);
  turnout.set_came_with_seat_count(taken);
  turnout.set_came_with_seat_at_most(taken_at_most);
  turnout.set_did_not_come_count(seats - taken_at_most);
  turnout.set_did_not_come_at_most(seats - taken);
}

inline void add_move(v1::ReportedSession& session, const std::string& from, const std::string& to,
                     const std::string& reason, std::int64_t told_at_us) {
  v1::SessionMove& move = *session.add_moves();
  *move.mutable_former_place() = session.place();
  move.mutable_former_place()->set_local_start(from);
  *move.mutable_place() = session.place();
  move.mutable_place()->set_local_start(to);
  move.set_reason(reason);
  move.set_told_at_us(told_at_us);
}

// Two held sessions of one title, the second of which was moved twice; one to come, and one where nobody was recorded.
inline void add_sessions(v1::RoundReport& report) {
  report.set_first_date("2023-10-03");
  report.set_last_date("2023-10-21");
  report.set_made_at_us(1'697'551'200'000'000);  // 2023-10-17 14:00 UTC
  put_turnout(*add_session(report, "s1", v1::SESSION_STATE_HELD, "2023-10-03T10:00").mutable_turnout(), 18, 20, 12, 15);
  auto& moved = add_session(report, "s2", v1::SESSION_STATE_HELD, "2023-10-04T10:00");
  put_turnout(*moved.mutable_turnout(), 20, 20, 20, 20);
  *moved.mutable_former_place() = moved.place();
  moved.mutable_former_place()->set_local_start("2023-10-01T16:30");
  moved.set_reason("Flooded");
  add_move(moved, "2023-10-01T16:30", "2023-10-02T09:15", "No heating", 1'695'884'400'000'000);  // 2023-09-28 07:00 UTC
  add_move(moved, "2023-10-02T09:15", "2023-10-04T10:00", "Flooded", 1'696'230'000'000'000);     // 2023-10-02 07:00 UTC
  add_session(report, "s3", v1::SESSION_STATE_NOT_RECORDED, "2023-10-16T10:00");
  add_session(report, "s4", v1::SESSION_STATE_PLANNED, "2023-10-21T10:00").set_seats_waiting(4);
  put_turnout(*report.mutable_turnout(), 38, 40, 32, 35);
  auto& taken_back = *report.add_corrections();
  taken_back.set_correction(v1::CORRECTION_ATTENDANCES_TAKEN_BACK);
  taken_back.set_count(3);
  taken_back.set_last_at_us(1'697'551'200'000'000);
  report.add_corrections()->set_correction(v1::CORRECTION_ATTENDANCES_MOVED);
}

inline v1::RoundReport sample() {
  v1::RoundReport report;
  report.set_round_id("00000000-0000-7000-8000-000000000001");
  *report.mutable_name() = text({{"en", "Amur, autumn"}, {"ru", "Приамурье, осень"}});
  *report.mutable_programme_name() = text({{"ru", "Точка опоры"}});
  report.set_year(2023);
  add_figure(report, v1::MEASURE_PEOPLE, 121);
  add_figure(report, v1::MEASURE_PEOPLE_UNVERIFIED, 0);
  add_figure(report, v1::MEASURE_ATTENDANCES, 305);
  add_figure(report, v1::MEASURE_ORGANISATIONS, 15);
  add_figure(report, v1::MEASURE_SESSIONS_HELD, 3);
  add_figure(report, v1::MEASURE_SESSION_MINUTES, 810);
  add_figure(report, v1::MEASURE_SESSION_DAYS, 21);
  add_figure(report, v1::MEASURE_SCANS_SET_ASIDE, 0);

  auto& sites = *report.add_breakdowns();
  sites.set_dimension(v1::DIMENSION_SITE);
  *add_row(sites, "site-1", 100).mutable_label() = text({{"en", "Blagoveshchensk"}, {"ru", "Благовещенск"}});
  *add_row(sites, "site-2", 30).mutable_label() = text({{"ru", "Свободный"}});
  auto& kinds = *report.add_breakdowns();
  kinds.set_dimension(v1::DIMENSION_KIND);
  add_row(kinds, "master_class", 90).set_kind(scheduling::v1::SESSION_KIND_MASTER_CLASS);
  add_row(kinds, "unknown_99", 5).set_kind(scheduling::v1::SessionKind(99));
  auto& organisations = *report.add_breakdowns();
  organisations.set_dimension(v1::DIMENSION_ORGANISATION);
  *add_row(organisations, "", 7).mutable_label() = text({{"en", "guests"}, {"ru", "гости"}});

  auto& other = *report.add_other_rounds();
  other.set_round_id("00000000-0000-7000-8000-000000000002");
  *other.mutable_name() = text({{"en", "Amur, spring"}});
  other.set_year(2022);
  other.set_people_count(80);
  other.set_attendance_count(95);
  auto& partner = *report.add_partners();
  *partner.mutable_project_name() = text({{"en", "Strength"}});
  *partner.mutable_organisation_name() = text({{"en", "A fund"}});
  partner.set_role(scheduling::v1::PARTNER_ROLE_FUNDER);
  auto& position = *report.add_positions();
  position.set_log("registration");
  position.set_epoch("00000000-0000-7000-8000-000000000009");
  position.set_position(4711);
  add_sessions(report);
  return report;
}

inline bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace opora::report::testing
