#include "reporting/report/document.h"

#include <algorithm>
#include <cstdint>

#include <google/protobuf/descriptor.h>

#include "platform/proto/enum_code.h"
#include "platform/text/printable.h"
#include "reporting/report/names.h"

namespace opora::report {
namespace {

namespace v1 = reporting::v1;

template <class Enum>
bool is_known(Enum value) {
  return google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(value) != nullptr;
}

// The words "<group>.<code>" of a value. A newer platform may tell one that this build has no words for.
template <class Enum>
const std::string& word_of(Enum value, const std::string& group, const Words& words) {
  if (!is_known(value)) return words.text("newer");
  return value == 0 ? words.text("not_stated") : words.text(group + "." + code_of(value));
}

Table::Column text_column(std::string heading) { return {std::move(heading), false}; }
Table::Column number_column(std::string heading) { return {std::move(heading), true}; }

std::string title_of(const v1::RoundReport& report, const Words& words) {
  const std::string name = in_language(report.name(), words.language(), report.round_id());
  const std::string year = std::to_string(report.year());
  // Many rounds carry their year in their name already.
  return report.year() == 0 || name.find(year) != std::string::npos ? name : name + " (" + year + ")";
}

// Said only when there is something to warn of.
bool is_warning(const v1::Figure& figure) {
  switch (figure.measure()) {
    case v1::MEASURE_PEOPLE_UNVERIFIED:
    case v1::MEASURE_SCANS_SET_ASIDE:
    case v1::MEASURE_ATTENDANCES_UNNAMED:
    case v1::MEASURE_EVENTS_SKIPPED:
    case v1::MEASURE_SESSIONS_CANCELLED:
    case v1::MEASURE_ATTENDANCES_CANCELLED: return true;
    default: return false;
  }
}

std::vector<Fact> figures_of(const v1::RoundReport& report, const Words& words) {
  std::vector<Fact> facts;
  for (const v1::Figure& figure : report.figures()) {
    if (is_warning(figure) && figure.value() == 0) continue;
    const bool is_time = figure.measure() == v1::MEASURE_SESSION_MINUTES;
    facts.push_back({word_of(figure.measure(), "measure", words),
                     is_time ? hours(figure.value()) : std::to_string(figure.value()),
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
    headline += word_of(figure.measure(), "measure", words) + ": " + std::to_string(figure.value());
  }
  return headline;
}

std::int64_t value_of(const v1::RoundReport& report, v1::Measure measure) {
  const auto figure = std::find_if(report.figures().begin(), report.figures().end(),
                                   [&](const v1::Figure& each) { return each.measure() == measure; });
  return figure == report.figures().end() ? 0 : figure->value();
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

std::string row_label(v1::Dimension dimension, const v1::BreakdownRow& row, const Words& words) {
  if (row.has_label()) return in_language(row.label(), words.language(), row.key());
  if (dimension == v1::DIMENSION_KIND) return word_of(row.kind(), "kind", words);
  if (row.key().empty()) return words.text("not_stated");
  const bool is_code = dimension == v1::DIMENSION_TOPIC || dimension == v1::DIMENSION_AUDIENCE;
  return is_code ? without_joints(row.key()) : printable(row.key());
}

Section breakdown_section(const v1::Breakdown& breakdown, const Words& words) {
  Section section;
  section.heading = word_of(breakdown.dimension(), "dimension", words);
  section.table.columns = {text_column(word_of(breakdown.dimension(), "column", words)),
                           number_column(words.text("column.people")),
                           number_column(words.text("column.attendances")),
                           number_column(words.text("column.sessions")),
                           number_column(words.text("column.days")),
                           number_column(words.text("column.hours"))};
  for (const v1::BreakdownRow& row : breakdown.rows()) {
    section.table.rows.push_back({row_label(breakdown.dimension(), row, words), std::to_string(row.people_count()),
                                  std::to_string(row.attendance_count()), std::to_string(row.session_count()),
                                  std::to_string(row.day_count()), hours(row.session_minutes())});
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
  section.table.columns = {text_column(words.text("column.session")), text_column(words.text("column.date"))};
  const std::int64_t more = value_of(report, v1::MEASURE_SESSIONS_CANCELLED) - report.cancelled_sessions_size();
  if (more > 0) section.notes.push_back(words.counted("count.cancelled_left_out", more));
  for (const v1::CancelledSession& session : report.cancelled_sessions())
    section.table.rows.push_back({in_language(session.title(), words.language(), session.session_id()),
                                  printable(session.local_date())});
  return section;
}

Section former_names_section(const v1::RoundReport& report, const Words& words) {
  Section section{words.text("former_names"), {}, {}};
  section.table.columns = {text_column(words.text("column.name")), text_column(words.text("column.former_name")),
                           text_column(words.text("column.until"))};
  for (const v1::FormerName& each : report.former_names())
    section.table.rows.push_back({in_language(each.name(), words.language(), each.thing_id()),
                                  in_language(each.former_name(), words.language(), each.thing_id()),
                                  printable(each.until_date())});
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
                                  std::to_string(round.year()), std::to_string(round.people_count()),
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
  document.headline = headline_of(report, words);
  document.extent = extent_of(report, words);
  document.programme =
      words.text("programme") + ": " + in_language(report.programme_name(), words.language(), "?");
  document.warning = words.text("warning");
  document.figures_heading = words.text("figures");
  document.figures = figures_of(report, words);
  if (!report.partners().empty()) document.sections.push_back(partners_section(report, words));

  bool first = true;
  for (const v1::Breakdown& breakdown : report.breakdowns()) {
    if (breakdown.rows().empty()) continue;
    Section section = breakdown_section(breakdown, words);
    if (first) section.notes.push_back(words.text("people_not_summed"));
    first = false;
    document.sections.push_back(std::move(section));
  }
  if (first) document.sections.push_back({words.text("reach"), {words.text("nobody_came")}, {}});
  if (!report.cancelled_sessions().empty()) document.sections.push_back(cancelled_section(report, words));
  if (!report.former_names().empty()) document.sections.push_back(former_names_section(report, words));
  document.sections.push_back(other_rounds_section(report, words));
  document.sections.push_back(positions_section(report, words));
  return document;
}

}  // namespace opora::report
