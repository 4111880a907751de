#include "opora/tool/door.h"

#include <algorithm>

#include "opora/round_folder/typed_dates.h"
#include "opora_tool_words.h"
#include "platform/dates/dates.h"
#include "platform/dates/time_zone.h"
#include "platform/ids/ids.h"
#include "platform/text/printable.h"
#include "reporting/report/names.h"

namespace opora::tool {
namespace {

namespace v1 = registration::v1;
using round_folder::Said;
using round_folder::Wording;

constexpr std::string_view kHead = R"(<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
  body { font: 12pt/1.4 system-ui, sans-serif; margin: 1.5cm; }
  h1 { font-size: 16pt; margin: 0; }
  h2 { font-size: 12pt; margin: 12pt 0 4pt; break-after: avoid; }
  ul { list-style: none; margin: 0; padding: 0; columns: 2; }
  li { break-inside: avoid; padding: 3pt 0; }
  .box { display: inline-block; width: 12pt; height: 12pt; border: 1pt solid; margin-inline-end: 8pt;
         vertical-align: middle; }
</style>
)";

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : printable(text)) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      default: safe += c;
    }
  }
  return safe;
}

std::string tick(std::string_view name) {
  return "<li><span class=\"box\"></span><bdi>" + escaped(name) + "</bdi></li>\n";
}

std::string group_part(const v1::ExpectedGroup& group, const Words& words) {
  const bool waits = group.status() == v1::GROUP_STATUS_WAITING;
  const std::string sender = report::in_language(group.organisation_name(), words.language(), "?").text;
  std::string html = "<h2><bdi>" + escaped(sender) + "</bdi>, " + std::to_string(group.head_count()) +
                     (waits ? " (" + escaped(words.text("door.waiting")) + ")" : "") + "</h2>\n<ul>\n";
  for (const auto& person : group.people()) html += tick(person.name().empty() ? person.person_id() : person.name());
  // Those who are only counted, to write a name beside.
  for (int i = group.people_size(); i < group.head_count(); ++i) html += tick("____________________");
  return html + "</ul>\n";
}

tl::unexpected<Error> refuse_line(const BroughtBack& row, std::string reason, Said why, const Wording& wording) {
  const Said line("line_brought_back", {{"line", std::to_string(row.line)}, {"why", "", {std::move(why)}}});
  return refuse(Code::invalid, std::move(reason), wording.text(line) + " " + wording.text(Said("nothing_uploaded")));
}

Result<std::string> person_of(const BroughtBack& row, const std::map<std::string, std::string>& people,
                              const Wording& wording) {
  if (const auto id = uuid_of(row.person)) return *id;
  const auto found = people.find(row.person);
  if (found != people.end()) return found->second;
  return refuse_line(row, "KEY_UNKNOWN", Said("nobodys_key", {{"key", row.person}}), wording);
}

// What people tick with. Any other word may say that somebody did not come.
bool is_tick(std::string_view came) {
  constexpr std::string_view kTicks[] = {"x", "X", "х", "Х", "+", "✓", "✔"};  // the third and fourth are Cyrillic
  return std::ranges::find(kTicks, came) != std::end(kTicks);
}

// A time alone is of the day that puts it nearest the start: at a session in the evening people come after midnight.
std::chrono::local_seconds nearest(std::chrono::local_seconds time, std::chrono::local_seconds start) {
  constexpr std::chrono::hours kHalfADay{12};
  if (start - time > kHalfADay) return time + std::chrono::days(1);
  if (time - start > kHalfADay) return time - std::chrono::days(1);
  return time;
}

// When they came, by the clocks at the session.
Result<Instant> time_of(const BroughtBack& row, const scheduling::v1::Session& session, const Wording& wording) {
  const std::string& start = session.local_start();
  auto local = round_folder::typed_time(is_tick(row.came) ? start : row.came);
  if (!local) {
    local = round_folder::typed_time(date_of(start) + "T" + row.came);
    if (!local) return refuse_line(row, "TIME_MALFORMED", Said("no_time_of_coming", {{"came", row.came}}), wording);
    local = nearest(*local, local_time_in(start).value_or(*local));
  }
  auto at = instant_of(*local, session.time_zone());
  if (at) return *at;
  const bool is_skipped = at.error().reason == "LOCAL_TIME_SKIPPED";
  return refuse_line(row, at.error().reason,
                     is_skipped ? Said("local_time_skipped") : round_folder::said_by_service(at.error()), wording);
}

}  // namespace

std::string door_page(const scheduling::v1::Session& session, const std::vector<v1::ExpectedGroup>& groups,
                      const std::string& language) {
  const Words& words = opora_tool_words().in(language);
  const std::string title = escaped(report::in_language(session.title(), language, "?").text);
  const std::string time = escaped(session.local_start()) + " (" + escaped(session.time_zone()) + ")";
  std::string html = "<!DOCTYPE html>\n<html lang=\"" + language + "\">\n" + std::string(kHead);
  html += "<title>" + title + "</title>\n</head>\n<body>\n<h1>" + title + "</h1>\n<p>" + time + "</p>\n<p>" +
          escaped(words.text("door.how")) + "</p>\n";
  for (const auto status : {v1::GROUP_STATUS_CONFIRMED, v1::GROUP_STATUS_WAITING})
    for (const auto& group : groups)
      if (group.status() == status) html += group_part(group, words);
  return html + "</body>\n</html>\n";
}

Table door_sheet(const std::vector<v1::ExpectedGroup>& groups, const std::string& room,
                 const std::string& language) {
  const Words& words = opora_tool_words().in(language);
  Table table;
  for (const char* column : {"column.person", "column.name", "column.organisation", "column.status", "column.room",
                             "column.came"})
    table.columns.push_back({words.text(column)});
  for (const auto& group : groups) {
    const std::string sender = report::in_language(group.organisation_name(), language, "").text;
    const std::string& status =
        words.text(group.status() == v1::GROUP_STATUS_WAITING ? "door.waiting" : "door.confirmed");
    for (const auto& person : group.people())
      table.rows.push_back({person.person_id(), person.name(), sender, status, room, ""});
  }
  return table;
}

std::vector<std::int64_t> lines_without_person(const std::vector<BroughtBack>& rows) {
  std::vector<std::int64_t> lines;
  for (const BroughtBack& row : rows)
    if (row.person.empty() && !row.came.empty()) lines.push_back(row.line);
  return lines;
}

Result<std::vector<v1::Scan>> scans_of(const std::vector<BroughtBack>& rows, const scheduling::v1::Session& session,
                                       const std::map<std::string, std::string>& people, const Wording& wording) {
  std::vector<v1::Scan> scans;
  for (const BroughtBack& row : rows) {
    if (row.came.empty() || row.person.empty()) continue;
    TRY(person, person_of(row, people, wording));
    TRY(at, time_of(row, session, wording));
    v1::Scan& scan = scans.emplace_back();
    scan.set_check_in_id(uuid_derived(at, "scan " + session.session_id() + "/" + person + "/" + std::to_string(at.us)));
    scan.set_person_id(person);
    scan.set_scanned_at_us(at.us);
  }
  return scans;
}

}  // namespace opora::tool
