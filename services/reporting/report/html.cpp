// The report as one file for a browser, a screen reader or a printer.
#include "reporting/report/document.h"
#include "reporting/report/report.h"
#include "reporting_words.h"

namespace opora::report {
namespace {

// Nothing may run and nothing may be fetched, even if a name should ever get past the escaping.
constexpr std::string_view kPolicy =
    R"(<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">)";

constexpr std::string_view kStyle = R"(
  :root { color-scheme: light dark; }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { line-height: 1.2; margin-bottom: 0; }
  .headline { font-size: 1.5rem; font-weight: 600; margin: 0.25rem 0; }
  .warning { border: 2px solid; padding: 0.5rem 1rem; font-weight: 600; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; }
  th, td { padding: 0.25rem 0.75rem; text-align: start; vertical-align: top; border-bottom: 1px solid; }
  th, td { overflow-wrap: anywhere; }
  thead th { border-bottom-width: 2px; }
  tbody th { font-weight: 400; }
  .number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal; }
  dt { font-weight: 600; margin-top: 0.75rem; }
  dd { margin: 0; }
  @media print {
    body { margin: 0; max-width: none; }
    h2 { break-after: avoid; }
    tr { break-inside: avoid; }
    .scroll { overflow: visible; }
  }
)";

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&#39;"; break;
      default: safe += c;
    }
  }
  return safe;
}

std::string element(const std::string& tag, std::string_view words, const std::string& attributes = "") {
  return "<" + tag + attributes + ">" + escaped(words) + "</" + tag + ">\n";
}

std::string table_of(const Section& section, const std::string& heading_id) {
  const Table& table = section.table;
  const auto number = [&](std::size_t column) {
    return std::string(table.columns[column].number ? " class=\"number\"" : "");
  };
  std::string html = "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" + heading_id +
                     "\">\n<table aria-labelledby=\"" + heading_id + "\">\n<thead><tr>\n";
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    html += element("th", table.columns[column].heading, " scope=\"col\"" + number(column));
  }
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    html += "<tr>\n" + element("th", row.front(), " scope=\"row\"");
    for (std::size_t column = 1; column < row.size(); ++column) html += element("td", row[column], number(column));
    html += "</tr>\n";
  }
  return html + "</tbody>\n</table>\n</div>\n";
}

std::string section_of(const Section& section, std::size_t index) {
  const std::string id = "section-" + std::to_string(index);
  std::string html =
      "<section aria-labelledby=\"" + id + "\">\n" + element("h2", section.heading, " id=\"" + id + "\"");
  for (const std::string& note : section.notes) html += element("p", note);
  if (!section.table.rows.empty()) html += table_of(section, id);
  return html + "</section>\n";
}

std::string figures_of(const Document& document) {
  std::string html =
      "<section aria-labelledby=\"figures\">\n" + element("h2", document.figures_heading, " id=\"figures\"") + "<dl>\n";
  for (const Fact& fact : document.figures) {
    html += element("dt", fact.label + ": " + fact.value) + element("dd", fact.sentence);
  }
  return html + "</dl>\n</section>\n";
}

}  // namespace

std::string to_html(const reporting::v1::RoundReport& report, std::string_view language) {
  const Document document = compose(report, reporting_words().in(language));
  std::string html = "<!DOCTYPE html>\n<html lang=\"" + document.language + "\">\n<head>\n<meta charset=\"utf-8\">\n";
  html.append(kPolicy).append("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
  html += element("title", document.title);
  html.append("<style>").append(kStyle).append("</style>\n</head>\n<body>\n<main>\n<header>\n");
  html += element("h1", document.title) + element("p", document.headline, " class=\"headline\"");
  if (!document.extent.empty()) html += element("p", document.extent);
  html += element("p", document.programme) + element("p", document.warning, " class=\"warning\"") + "</header>\n";
  html += figures_of(document);
  for (std::size_t index = 0; index < document.sections.size(); ++index)
    html += section_of(document.sections[index], index);
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace opora::report
