// The report as one file for a browser, a screen reader or a printer.
#include <algorithm>

#include "reporting/report/document.h"
#include "reporting/report/report.h"
#include "reporting_words.h"

namespace opora::report {
namespace {

// Nothing may run and nothing may be fetched, even if a name should ever get past the escaping.
constexpr std::string_view kPolicy =
    R"(<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">)";

// Light and dark as the device is; a table's rows are cards on a phone, and black on paper.
constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark;--bg:#fbfaf6;--panel:#fff;--line:#d9d5c9;--edge:#757166;--ink:#1c211f;--mute:#54584f;
  --bar:#0d5b4c;--warn:#704400;--warn-bg:#fdefcd}
@media (prefers-color-scheme:dark){:root{--bg:#131716;--panel:#1b201f;--line:#3b4441;--edge:#8b9590;--ink:#ecebe5;
  --mute:#b2b8b1;--bar:#86d5bf;--warn:#f2c467;--warn-bg:#392b0d}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);overflow-wrap:anywhere;
  font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",Arial,sans-serif}
main,footer{max-width:64rem;margin:0 auto;padding:1.5rem 1rem}
footer{color:var(--mute);font-size:.875rem;border-top:1px solid var(--line)}
p,dd{max-width:44rem}p,dl,table{margin:0 0 1rem}
h1,h2{line-height:1.25;margin:0 0 .75rem}h1{font-size:1.5rem}h2{font-size:1.25rem;margin-top:2rem}
.headline{font-size:1.5rem;font-weight:700;line-height:1.25;margin:0 0 .25rem}
.mute{color:var(--mute)}
.warning{border-left:6px solid var(--warn);background:var(--warn-bg);padding:.75rem 1rem;font-weight:600}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,18rem),1fr));gap:.75rem}
.figures div{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:1rem}
dt{font-weight:700}dd{margin:.25rem 0 0}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:start;vertical-align:top;padding:.5rem 1rem .5rem 0;border-bottom:1px solid var(--line)}
thead th{font-size:.875rem;color:var(--mute);border-color:var(--edge);vertical-align:bottom}
.number{text-align:end}tbody .number{white-space:nowrap}
svg{display:block;width:100%;height:.5rem;margin-top:.25rem}
.in{fill:var(--bar)}.of{fill:none;stroke:var(--edge);stroke-width:2;vector-effect:non-scaling-stroke}
@media screen and (max-width:47.99rem){
  thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
  table,tbody,tr,th,td{display:block}
  tr{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:.75rem 1rem;margin:0 0 .75rem}
  th,td{border:0;padding:.25rem 0}
  td{display:grid;grid-template-columns:minmax(0,min(9rem,45%)) minmax(0,1fr);gap:.75rem}
  td::before{content:attr(data-l);color:var(--mute)}
  td:empty{display:none}
  .number{text-align:start}
}
@media (forced-colors:active){.in{fill:CanvasText}.of{stroke:CanvasText}}
@media print{
  @page{size:A4;margin:12mm}
  :root{--bg:#fff;--panel:#fff;--line:#999;--edge:#333;--ink:#000;--mute:#333;--bar:#444;--warn:#000;--warn-bg:#fff}
  body{font-size:9.5pt}main,footer{max-width:none;padding:0}p,dd{max-width:none}
  h2{break-after:avoid}tr,.figures div{break-inside:avoid}thead{display:table-header-group}
  th,td{padding:.15rem .4rem .15rem 0}
  .warning{border:2px solid #000}
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

// A name's language, where it is not the page's.
std::string language_of(const Wording& words) {
  return words.language.empty() || words.text.empty() ? "" : " lang=\"" + escaped(words.language) + "\"";
}

std::string element(const std::string& tag, const Wording& words, const std::string& attributes = "") {
  return element(tag, std::string_view(words.text), attributes + language_of(words));
}

// The greatest number that any bar of the table shows: of so many is the whole width.
std::int64_t scale_of(const Table& table) {
  std::int64_t scale = 1;
  for (const Bar& bar : table.bars) scale = std::max({scale, bar.filled, bar.of});
  return scale;
}

// Hidden from screen readers: the row says the same.
std::string bar_of(const Bar& bar, std::int64_t scale) {
  constexpr std::int64_t kWidth = 1000;
  const auto rectangle = [&](const char* kind, std::int64_t value) {
    return value == 0 ? ""
                      : "<rect class=\"" + std::string(kind) + "\" width=\"" + std::to_string(value * kWidth / scale) +
                            "\" height=\"10\"/>";
  };
  return "<svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">" +
         rectangle("in", bar.filled) + rectangle("of", bar.of) + "</svg>";
}

// A row's name, and its bar beneath it.
std::string row_header(const Table& table, std::size_t row, std::int64_t scale) {
  const Wording& name = table.rows[row].front();
  std::string html = "<th role=\"rowheader\" scope=\"row\"" + language_of(name) + ">" + escaped(name.text);
  if (!table.bars.empty()) html += bar_of(table.bars[row], scale);
  return html + "</th>\n";
}

// The roles are those that a table has by itself: shown as cards, some browsers take them away.
std::string table_of(const Section& section, const std::string& heading_id) {
  const Table& table = section.table;
  const auto number = [&](std::size_t column) {
    return std::string(table.columns[column].number ? " class=\"number\"" : "");
  };
  std::string html = "<table role=\"table\" aria-labelledby=\"" + heading_id +
                     "\">\n<thead role=\"rowgroup\"><tr role=\"row\">\n";
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    html += element("th", std::string_view(table.columns[column].heading),
                    " role=\"columnheader\" scope=\"col\"" + number(column));
  }
  html += "</tr></thead>\n<tbody role=\"rowgroup\">\n";
  const std::int64_t scale = scale_of(table);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    html += "<tr role=\"row\">\n" + row_header(table, row, scale);
    for (std::size_t column = 1; column < table.columns.size(); ++column) {
      const std::string label = " data-l=\"" + escaped(table.columns[column].heading) + "\"";
      html += element("td", table.rows[row][column], " role=\"cell\"" + label + number(column));
    }
    html += "</tr>\n";
  }
  return html + "</tbody>\n</table>\n";
}

std::string section_of(const Section& section, std::size_t index) {
  const std::string id = "section-" + std::to_string(index);
  std::string html = "<section aria-labelledby=\"" + id + "\">\n" +
                     element("h2", std::string_view(section.heading), " id=\"" + id + "\"");
  for (const std::string& note : section.notes) html += element("p", std::string_view(note));
  if (!section.table.rows.empty()) html += table_of(section, id);
  return html + "</section>\n";
}

std::string figures_of(const Document& document) {
  std::string html = "<section aria-labelledby=\"figures\">\n" +
                     element("h2", std::string_view(document.figures_heading), " id=\"figures\"") +
                     "<dl class=\"figures\">\n";
  for (const Fact& fact : document.figures) {
    html += "<div>" + element("dt", std::string_view(fact.label + ": " + fact.value)) +
            element("dd", std::string_view(fact.sentence)) + "</div>\n";
  }
  return html + "</dl>\n</section>\n";
}

std::string header_of(const Document& document) {
  std::string html = "<header>\n" + element("h1", document.title) +
                     element("p", std::string_view(document.headline), " class=\"headline\"");
  for (const std::string& explanation : document.explanations) html += element("p", std::string_view(explanation));
  for (const std::string& line : {document.extent, document.dates, document.programme, document.made})
    if (!line.empty()) html += element("p", std::string_view(line));
  return html + element("p", std::string_view(document.warning), " class=\"warning\"") + "</header>\n";
}

// On paper it says at the end what the pages are and as of when.
std::string footer_of(const Document& document) {
  std::string html = "<footer>\n" + element("p", document.title);
  if (!document.made.empty()) html += element("p", std::string_view(document.made));
  return html + element("p", std::string_view(document.warning)) + "</footer>\n";
}

}  // namespace

std::string to_html(const reporting::v1::RoundReport& report, std::string_view language) {
  const Document document = compose(report, reporting_words().in(language));
  std::string html = "<!DOCTYPE html>\n<html lang=\"" + document.language + "\">\n<head>\n<meta charset=\"utf-8\">\n";
  html.append(kPolicy).append("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
  html += element("title", std::string_view(document.title.text));
  html.append("<style>").append(kStyle).append("</style>\n</head>\n<body>\n<main>\n");
  html += header_of(document) + figures_of(document);
  for (std::size_t index = 0; index < document.sections.size(); ++index)
    html += section_of(document.sections[index], index);
  return html + "</main>\n" + footer_of(document) + "</body>\n</html>\n";
}

}  // namespace opora::report
