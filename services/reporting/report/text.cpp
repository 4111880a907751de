// The report for a terminal.
#include <algorithm>

#include "reporting/report/columns.h"
#include "reporting/report/document.h"
#include "reporting/report/report.h"
#include "reporting_words.h"

namespace opora::report {
namespace {

constexpr std::size_t kWidth = 100;

std::string paragraph(std::string_view words, std::size_t indent = 0) {
  std::string text;
  for (const std::string& line : wrap(words, kWidth - indent)) text += std::string(indent, ' ') + line + "\n";
  return text;
}

std::string heading(const std::string& words) {
  return "\n" + paragraph(words) + std::string(std::min(width(words), kWidth), '=') + "\n";
}

// The value beside its label, and under both what it counts.
std::string figures(const std::vector<Fact>& facts) {
  std::size_t label_width = 0;
  std::size_t value_width = 0;
  for (const Fact& fact : facts) {
    label_width = std::max(label_width, width(fact.label));
    value_width = std::max(value_width, width(fact.value));
  }
  std::string text;
  for (const Fact& fact : facts) {
    text += fact.label + std::string(label_width - width(fact.label) + 2, ' ') +
            std::string(value_width - width(fact.value), ' ') + fact.value + "\n";
    text += paragraph(fact.sentence, 4);
  }
  return text;
}

}  // namespace

std::string to_text(const reporting::v1::RoundReport& report, std::string_view language) {
  const Document document = compose(report, reporting_words().in(language));
  std::string text = paragraph(document.title.text) + paragraph(document.headline);
  for (const std::string& explanation : document.explanations) text += paragraph(explanation, 4);
  for (const std::string& line : {document.extent, document.dates, document.programme, document.made})
    if (!line.empty()) text += paragraph(line);
  text += "\n" + paragraph(document.warning);
  text += heading(document.figures_heading) + figures(document.figures);
  for (const Section& section : document.sections) {
    text += heading(section.heading);
    for (const std::string& note : section.notes) text += paragraph(note);
    if (!section.notes.empty() && !section.table.rows.empty()) text += "\n";
    if (!section.table.rows.empty()) text += lay_out(section.table, kWidth);
  }
  return text;
}

}  // namespace opora::report
