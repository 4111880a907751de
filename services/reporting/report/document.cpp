#include "reporting/report/document.h"

#include <algorithm>
#include <cstdint>

#include "platform/text/printable.h"
#include "reporting/report/dates.h"
#include "reporting/report/names.h"
#include "reporting/report/phrases.h"
#include "reporting/report/sessions.h"

namespace opora::report {
namespace {

namespace v1 = reporting::v1;

Wording title_of(const v1::RoundReport& report, const Words& words) {
  Wording title = in_language(report.name(), words.language(), report.round_id());
  const std::string year = std::to_string(report.year());
  // Many rounds carry their year in their name already.
  if (report.year() != 0 && title.text.find(year) == std::string::npos) title.text += " (" + year + ")";
  return title;
}

std::string dates_of(const v1::RoundReport& report, const Words& words) {
  if (report.first_date().empty()) return "";
  const std::string first = day_in(words, report.first_date()), last = day_in(words, report.last_date());
  return report.first_date() == report.last_date()
             ? filled(words.text("date_of_sessions"), {{"{date}", first}})
             : filled(words.text("dates_of_sessions"), {{"{first}", first}, {"{last}", last}});
}

std::string made_of(const v1::RoundReport& report, const Words& words) {
  if (report.made_at_us() == 0) return "";
  return filled(words.text("made"), {{"{time}", instant_in(words, report.made_at_us())}});
}

// Said only when there is something to warn of.
bool is_warning(const v1::Figure& figure) {
  switch (figure.measure()) {
    case v1::MEASURE_PEOPLE_UNVERIFIED:
    case v1::MEASURE_SCANS_SET_ASIDE:
    case v1::MEASURE_ATTENDANCES_UNNAMED:
    case v1::MEASURE_EVENTS_SKIPPED:
    case v1::MEASURE_SESSIONS_CANCELLED:
    case v1::MEASURE_ORGANISATIONS_UNDECIDED:
    case v1::MEASURE_ATTENDANCES_OVERLAPPING:
    case v1::MEASURE_ATTENDANCES_CANCELLED: return true;
    default: return false;
  }
}

std::string value_of(const v1::Figure& figure) {
  return figure.measure() == v1::MEASURE_SESSION_MINUTES ? hours(figure.value())
                                                         : between(figure.value(), figure.at_most());
}

std::vector<Fact> figures_of(const v1::RoundReport& report, const Words& words) {
  std::vector<Fact> facts;
  for (const v1::Figure& figure : report.figures()) {
    if (is_warning(figure) && figure.value() == 0) continue;
    facts.push_back({word_of(figure.measure(), "measure", words), value_of(figure),
                     is_known(figure.measure()) ? word_of(figure.measure(), "counts", words)
                                                : words.text("newer_counts")});
  }
  return facts;
}

// The number that will be quoted, and how many of it nobody can vouch for.
std::string headline_of(const v1::RoundReport& report, const Words& words) {
  std::string headline;
  for (const v1::Figure& figure : report.figures()) {
    const bool is_unverified = figure.measure() == v1::MEASURE_PEOPLE_UNVERIFIED && figure.value() != 0;
    if (figure.measure() != v1::MEASURE_PEOPLE && !is_unverified) continue;
    if (!headline.empty()) headline += ". ";
    headline += word_of(figure.measure(), "measure", words) + ": " + value_of(figure);
  }
  return headline;
}

std::int64_t value_of(const v1::RoundReport& report, v1::Measure measure) {
  const auto figure = std::find_if(report.figures().begin(), report.figures().end(),
                                   [&](const v1::Figure& each) { return each.measure() == measure; });
  return figure == report.figures().end() ? 0 : figure->value();
}

// What the headline's numbers count, before any other number is met.
std::vector<std::string> explanations_of(const v1::RoundReport& report, const Words& words) {
  std::vector<std::string> explanations;
  for (const v1::Figure& figure : report.figures()) {
    if (figure.measure() == v1::MEASURE_PEOPLE_UNVERIFIED && figure.value() != 0)
      explanations.push_back(words.text("counts.people_unverified"));
    if (figure.measure() != v1::MEASURE_PEOPLE) continue;
    explanations.push_back(words.text("counts.people"));
    if (figure.at_most() > figure.value()) explanations.push_back(words.text("why_between"));
  }
  return explanations;
}

// What the headline's people came to.
std::string extent_of(const v1::RoundReport& report, const Words& words) {
  std::string extent;
  for (const v1::Measure measure :
       {v1::MEASURE_SESSIONS_HELD, v1::MEASURE_SESSION_DAYS, v1::MEASURE_ORGANISATIONS}) {
    const std::int64_t value = value_of(report, measure);
    if (value != 0) extent += (extent.empty() ? "" : ", ") + words.counted("count." + code_of(measure), value);
  }
  return extent;
}

Wording row_label(const v1::RoundReport& report, v1::Dimension dimension, const v1::BreakdownRow& row,
                  const Words& words) {
  if (dimension == v1::DIMENSION_SESSION)
    if (auto label = session_label(report, row.key(), words)) return *std::move(label);
  if (row.has_label()) return in_language(row.label(), words.language(), row.key());
  if (dimension == v1::DIMENSION_KIND) return word_of(row.kind(), "kind", words);
  if (row.key().empty()) return words.text("not_stated");
  const bool is_code = dimension == v1::DIMENSION_TOPIC || dimension == v1::DIMENSION_AUDIENCE;
  return is_code ? without_joints(row.key()) : printable(row.key());
}

Section breakdown_section(const v1::RoundReport& report, const v1::Breakdown& breakdown, const Words& words) {
  Section section;
  section.heading = word_of(breakdown.dimension(), "dimension", words);
  section.table.columns = {text_column(word_of(breakdown.dimension(), "column", words)),
                           number_column(words.text("column.people")),
                           number_column(words.text("column.attendances")),
                           number_column(words.text("column.sessions")),
                           number_column(words.text("column.days")),
                           number_column(words.text("column.hours"))};
  for (const v1::BreakdownRow& row : breakdown.rows()) {
    section.table.rows.push_back({row_label(report, breakdown.dimension(), row, words),
                                  between(row.people_count(), row.people_at_most()),
                                  std::to_string(row.attendance_count()), std::to_string(row.session_count()),
                                  std::to_string(row.day_count()), hours(row.session_minutes())});
    section.table.bars.push_back({row.attendance_count(), 0});
  }
  return section;
}

Section partners_section(const v1::RoundReport& report, const Words& words) {
  Section section{words.text("partners"), {}, {}};
  section.table.columns = {text_column(words.text("column.organisation")), text_column(words.text("column.role")),
                           text_column(words.text("column.project"))};
  for (const v1::Partner& partner : report.partners()) {
    section.table.rows.push_back(
        {in_language(partner.organisation_name(), words.language(), partner.organisation_id()),
         word_of(partner.role(), "role", words),
         in_language(partner.project_name(), words.language(), partner.project_id())});
  }
  return section;
}

Section cancelled_section(const v1::RoundReport& report, const Words& words) {
  Section section{words.text("cancelled_sessions"), {}, {}};
  section.table.columns = {text_column(words.text("column.session")), text_column(words.text("column.date")),
                           text_column(words.text("column.reason"))};
  const std::int64_t more = value_of(report, v1::MEASURE_SESSIONS_CANCELLED) - report.cancelled_sessions_size();
  if (more > 0) section.notes.push_back(words.counted("count.cancelled_left_out", more));
  for (const v1::CancelledSession& session : report.cancelled_sessions())
    section.table.rows.push_back({in_language(session.title(), words.language(), session.session_id()),
                                  day_in(words, session.local_date()), reason_of(report, session.session_id())});
  return section;
}

Section former_names_section(const v1::RoundReport& report, const Words& words) {
  Section section{words.text("former_names"), {}, {}};
  section.table.columns = {text_column(words.text("column.name")), text_column(words.text("column.former_name")),
                           text_column(words.text("column.until"))};
  for (const v1::FormerName& each : report.former_names())
    section.table.rows.push_back({in_language(each.name(), words.language(), each.thing_id()),
                                  in_language(each.former_name(), words.language(), each.thing_id()),
                                  day_in(words, each.until_date())});
  return section;
}

Section other_rounds_section(const v1::RoundReport& report, const Words& words) {
  Section section{words.text("other_rounds"), {}, {}};
  if (report.other_rounds().empty()) section.notes.push_back(words.text("no_other_rounds"));
  section.notes.push_back(words.text("no_claims"));
  section.table.columns = {text_column(words.text("column.round")), number_column(words.text("column.year")),
                           number_column(words.text("column.people")),
                           number_column(words.text("column.attendances"))};
  for (const v1::OtherRound& round : report.other_rounds()) {
    section.table.rows.push_back({in_language(round.name(), words.language(), round.round_id()),
                                  std::to_string(round.year()),
                                  between(round.people_count(), round.people_at_most()),
                                  std::to_string(round.attendance_count())});
  }
  return section;
}

Section positions_section(const v1::RoundReport& report, const Words& words) {
  Section section{words.text("positions"), {words.text("positions_note")}, {}};
  section.table.columns = {text_column(words.text("column.log")), number_column(words.text("column.position")),
                           text_column(words.text("column.epoch"))};
  for (const v1::LogPosition& position : report.positions()) {
    section.table.rows.push_back(
        {printable(position.log()), std::to_string(position.position()), printable(position.epoch())});
  }
  return section;
}

}  // namespace

Document compose(const v1::RoundReport& report, const Words& words) {
  Document document;
  document.language = words.language();
  document.title = title_of(report, words);
  document.dates = dates_of(report, words);
  document.made = made_of(report, words);
  document.headline = headline_of(report, words);
  document.explanations = explanations_of(report, words);
  document.extent = extent_of(report, words);
  document.programme =
      words.text("programme") + ": " + in_language(report.programme_name(), words.language(), "?").text;
  document.warning = words.text("warning");
  document.figures_heading = words.text("figures");
  document.figures = figures_of(report, words);
  for (Fact& fact : turnout_facts(report, words)) document.figures.push_back(std::move(fact));
  if (!report.sessions().empty()) document.sections.push_back(sessions_section(report, words));
  if (!report.partners().empty()) document.sections.push_back(partners_section(report, words));

  bool first = true;
  for (const v1::Breakdown& breakdown : report.breakdowns()) {
    if (breakdown.rows().empty()) continue;
    Section section = breakdown_section(report, breakdown, words);
    if (first)
      for (const char* note : {"people_not_summed", "hours_of_rows", "bars"})
        section.notes.push_back(words.text(note));
    first = false;
    document.sections.push_back(std::move(section));
  }
  if (first) document.sections.push_back({words.text("reach"), {words.text("nobody_came")}, {}});
  if (Section moved = moved_section(report, words); !moved.table.rows.empty())
    document.sections.push_back(std::move(moved));
  if (!report.cancelled_sessions().empty()) document.sections.push_back(cancelled_section(report, words));
  if (!report.former_names().empty()) document.sections.push_back(former_names_section(report, words));
  if (!report.corrections().empty()) document.sections.push_back(corrections_section(report, words));
  document.sections.push_back(other_rounds_section(report, words));
  document.sections.push_back(positions_section(report, words));
  return document;
}

}  // namespace opora::report
