#include "opora/tool/scan.h"

#include <algorithm>
#include <optional>

#include "opora/round_folder/csv.h"
#include "opora/round_folder/wording.h"
#include "opora/tool/lists.h"
#include "opora/tool/pages.h"
#include "opora/tool/present_names.h"
#include "opora/tool/say.h"
#include "opora/tool/written.h"
#include "opora_tool_words.h"
#include "platform/clock/clock.h"
#include "platform/ids/ids.h"
#include "platform/text/typed_text.h"
#include "reporting/report/names.h"

namespace opora::tool {
namespace {

namespace v1 = registration::v1;
using round_folder::Said;
using round_folder::Wording;

constexpr std::size_t kScansMax = 300;  // what the contract allows in one request

Result<std::vector<v1::ExpectedGroup>> expected_at(Client& client, const std::string& session) {
  v1::ListExpectedRequest request;
  request.set_session_id(session);
  std::vector<v1::ExpectedGroup> groups;
  TRY_DO(each_page<v1::ListExpectedResponse>(client, std::move(request), [&](const auto& page) {
    groups.insert(groups.end(), page.groups().begin(), page.groups().end());
  }));
  return groups;
}

tl::unexpected<Error> refuse_file(const std::string& why, const Wording& wording) {
  return refuse(Code::invalid, "FILE_REFUSED", why + " " + wording.text(Said("nothing_uploaded")));
}

// Whoever came and stands there without an id keeps nobody else waiting, and isn't passed over in silence.
Result<void> refuse_lines(const std::vector<std::int64_t>& lines, const Wording& wording) {
  for (const std::int64_t line : lines)
    say_error(wording.text(Said("line_names_nobody", {{"line", std::to_string(line)}})));
  if (lines.empty()) return {};
  return refuse(Code::invalid, "ROWS_LEFT_OUT",
                wording.text(Said("rows_left_out", {}, static_cast<std::int64_t>(lines.size()))));
}

// Whichever language the sheet was taken along in.
std::optional<std::size_t> column_of(const std::vector<std::string>& header, std::string_view key) {
  const LocalizedText names = opora_tool_words().text(key);
  const auto found = std::ranges::find_if(header, [&](const std::string& column) {
    return std::ranges::any_of(names.by_language,
                               [&](const auto& name) { return same_folded(column, name.second); });
  });
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

std::string room_of(const PresentNames& places, const scheduling::v1::Session& session, const std::string& language) {
  const auto found = places.find(session.room_id());
  return found == places.end() ? "" : report::in_language(found->second, language, "").text;
}

std::string cell_of(const round_folder::RawRow& row, std::size_t column) {
  return column < row.cells.size() ? composed(row.cells[column]) : "";
}

}  // namespace

Result<void> door_list(const ConnectionOptions& connection, const DoorOptions& options) {
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(session, session_of(*client, options.session));
  TRY(groups, expected_at(*client, session.session_id()));
  TRY(places, names_of_places(*client));
  if (options.to_take_along)
    return write_out(
        to_text(door_sheet(groups, room_of(places, session, options.language), options.language), Form::csv),
        options.out);
  return write_out(door_page(session, groups, options.language), options.out);
}

Result<std::vector<BroughtBack>> read_brought_back(const std::filesystem::path& file,
                                                   const std::string& language) {
  const Wording wording(language);
  round_folder::Defects defects;
  bool has_header = false;
  std::optional<std::size_t> person, came;
  std::vector<BroughtBack> read;
  round_folder::read_csv(file, defects, [&](const round_folder::RawRow& row) {
    if (!has_header) {
      has_header = true;
      person = column_of(row.cells, "column.person");
      came = column_of(row.cells, "column.came");
    } else if (person && came) {
      read.push_back({row.line, cell_of(row, *person), cell_of(row, *came)});
    }
  });
  if (!defects.empty()) return refuse_file(wording.text(defects.sorted().front()), wording);
  if (!person || !came)
    return refuse_file(wording.text(Said("no_door_sheet", {{"file", file.string()}})), wording);
  return read;
}

Result<void> scan(const ConnectionOptions& connection, const ScanOptions& options) {
  TRY(rows, read_brought_back(options.file, options.language));
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(session, session_of(*client, options.session));
  std::map<std::string, std::string> people;
  if (!options.list.empty()) {
    TRY(keys, people_by_key(*client, options.list, options.region));
    people = std::move(keys);
  }
  const Wording wording(options.language);
  TRY(scans, scans_of(rows, session, people, wording));
  IdSource ids;
  std::size_t set_aside = 0;
  for (std::size_t begin = 0; begin < scans.size(); begin += kScansMax) {
    v1::CheckInBatchRequest request;
    request.set_request_id(ids.next(SystemClock().now()));
    request.set_session_id(session.session_id());
    for (std::size_t i = begin; i < std::min(begin + kScansMax, scans.size()); ++i) *request.add_scans() = scans[i];
    TRY(uploaded, client->call_until_settled<v1::CheckInBatchResponse>(request, kPatience));
    for (const auto& result : uploaded.results()) set_aside += result.set_aside() ? 1 : 0;
  }
  say(wording.text(Said("uploaded", {}, scans.size())));
  if (set_aside > 0) say(wording.text(Said("of_them_set_aside", {{"session", session.session_id()}}, set_aside)));
  return refuse_lines(lines_without_person(rows), wording);
}

}  // namespace opora::tool
