#include "reporting/report/document.h"

#include "platform/proto/enum_code.h"
#include "platform/text/printable.h"
#include "reporting/report/words.h"

namespace opora::report {
namespace {

namespace v1 = reporting::v1;

std::string words(std::string_view key, std::string_view language) { return std::string(phrase(key, language)); }

Table::Column text_column(std::string_view key, std::string_view language) { return {words(key, language), false}; }
Table::Column number_column(std::string_view key, std::string_view language) { return {words(key, language), true}; }

std::string title_of(const v1::RoundReport& report, std::string_view language) {
  const std::string name = in_language(report.name(), language, report.round_id());
  const std::string year = std::to_string(report.year());
  // Many rounds carry their year in their name already.
  return report.year() == 0 || name.find(year) != std::string::npos ? name : name + " (" + year + ")";
}

// Said only when there is something to warn of.
bool is_warning(const v1::Figure& figure) {
  return figure.measure() == v1::MEASURE_PEOPLE_UNVERIFIED || figure.measure() == v1::MEASURE_SCANS_SET_ASIDE ||
         figure.measure() == v1::MEASURE_EVENTS_SKIPPED;
}

std::vector<Fact> figures_of(const v1::RoundReport& report, std::string_view language) {
  std::vector<Fact> facts;
  for (const v1::Figure& figure : report.figures()) {
    if (is_warning(figure) && figure.value() == 0) continue;
    const std::string_view counts = phrase("counts." + code_of(figure.measure()), language);
    facts.push_back({phrase_or_code("measure.", code_of(figure.measure()), language),
                     figure.measure() == v1::MEASURE_SESSION_MINUTES ? hours(figure.value())
                                                                     : std::to_string(figure.value()),
                     counts.empty() ? printable(figure.counts()) : std::string(counts)});
  }
  return facts;
}

// The number that will be quoted, and how many of it nobody can vouch for.
std::string headline_of(const v1::RoundReport& report, std::string_view language) {
  std::string headline;
  for (const v1::Figure& figure : report.figures()) {
    const bool is_unverified = figure.measure() == v1::MEASURE_PEOPLE_UNVERIFIED && figure.value() != 0;
    if (figure.measure() != v1::MEASURE_PEOPLE && !is_unverified) continue;
    if (!headline.empty()) headline += ". ";
    headline += words("measure." + code_of(figure.measure()), language) + ": " + std::to_string(figure.value());
  }
  return headline;
}

std::string row_label(v1::Dimension dimension, const v1::BreakdownRow& row, std::string_view language) {
  if (row.has_label()) return in_language(row.label(), language, row.key());
  if (dimension == v1::DIMENSION_KIND) return phrase_or_code("kind.", code_of(row.kind()), language);
  const bool is_code = dimension == v1::DIMENSION_TOPIC || dimension == v1::DIMENSION_AUDIENCE;
  return is_code || row.key().empty() ? phrase_or_code("", row.key(), language) : printable(row.key());
}

Section breakdown_section(const v1::Breakdown& breakdown, std::string_view language) {
  Section section;
  const std::string dimension = code_of(breakdown.dimension());
  section.heading = phrase_or_code("dimension.", dimension, language);
  section.table.columns = {text_column("column." + dimension, language),
                           number_column("column.people", language),
                           number_column("column.attendances", language),
                           number_column("column.sessions", language),
                           number_column("column.days", language),
                           number_column("column.hours", language)};
  for (const v1::BreakdownRow& row : breakdown.rows()) {
    section.table.rows.push_back({row_label(breakdown.dimension(), row, language), std::to_string(row.people_count()),
                                  std::to_string(row.attendance_count()), std::to_string(row.session_count()),
                                  std::to_string(row.day_count()), hours(row.session_minutes())});
  }
  return section;
}

Section partners_section(const v1::RoundReport& report, std::string_view language) {
  Section section{words("partners", language), {}, {}};
  section.table.columns = {text_column("column.organisation", language), text_column("column.role", language),
                           text_column("column.project", language)};
  for (const v1::Partner& partner : report.partners()) {
    section.table.rows.push_back({in_language(partner.organisation_name(), language, partner.organisation_id()),
                                  phrase_or_code("role.", code_of(partner.role()), language),
                                  in_language(partner.project_name(), language, partner.project_id())});
  }
  return section;
}

Section other_rounds_section(const v1::RoundReport& report, std::string_view language) {
  Section section{words("other_rounds", language), {}, {}};
  if (report.other_rounds().empty()) section.notes.push_back(words("no_other_rounds", language));
  section.notes.push_back(words("no_claims", language));
  section.table.columns = {text_column("column.round", language), number_column("column.year", language),
                           number_column("column.people", language), number_column("column.attendances", language)};
  for (const v1::OtherRound& round : report.other_rounds()) {
    section.table.rows.push_back({in_language(round.name(), language, round.round_id()), std::to_string(round.year()),
                                  std::to_string(round.people_count()), std::to_string(round.attendance_count())});
  }
  return section;
}

Section positions_section(const v1::RoundReport& report, std::string_view language) {
  Section section{words("positions", language), {words("positions_note", language)}, {}};
  section.table.columns = {text_column("column.log", language), number_column("column.position", language),
                           text_column("column.epoch", language)};
  for (const v1::LogPosition& position : report.positions()) {
    section.table.rows.push_back(
        {printable(position.log()), std::to_string(position.position()), printable(position.epoch())});
  }
  return section;
}

}  // namespace

Document compose(const v1::RoundReport& report, std::string_view language) {
  Document document;
  document.language = supported(language);
  document.title = title_of(report, language);
  document.headline = headline_of(report, language);
  document.programme = words("programme", language) + ": " + in_language(report.programme_name(), language, "?");
  document.warning = words("warning", language);
  document.figures_heading = words("figures", language);
  document.figures = figures_of(report, language);
  if (!report.partners().empty()) document.sections.push_back(partners_section(report, language));

  bool first = true;
  for (const v1::Breakdown& breakdown : report.breakdowns()) {
    if (breakdown.rows().empty()) continue;
    Section section = breakdown_section(breakdown, language);
    if (first) section.notes.push_back(words("people_not_summed", language));
    first = false;
    document.sections.push_back(std::move(section));
  }
  if (first) document.sections.push_back({words("reach", language), {words("nobody_came", language)}, {}});
  document.sections.push_back(other_rounds_section(report, language));
  document.sections.push_back(positions_section(report, language));
  return document;
}

}  // namespace opora::report
