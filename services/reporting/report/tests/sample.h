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
  return report;
}

inline bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace opora::report::testing
