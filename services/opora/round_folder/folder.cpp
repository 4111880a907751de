#include "opora/round_folder/folder.h"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "opora/round_folder/check.h"
#include "opora/round_folder/decoding.h"
#include "opora/round_folder/table_files.h"
#include "platform/dates/dates.h"

namespace opora::round_folder {
namespace {

constexpr int kPeopleMax = 100'000;
constexpr std::size_t kPersonNameMax = 120;
constexpr std::size_t kProjectsOfRoundMax = 50;

PlaceKind place_kind(Row& row) {
  constexpr std::array<std::string_view, 5> kKinds = {"country", "region", "site", "venue", "room"};
  const auto found = std::find(kKinds.begin(), kKinds.end(), row.code("kind"));
  if (found == kKinds.end()) {
    row.defect("kind", "UNKNOWN_CODE", {"unknown_code", {{"choices", "country, region, site, venue, room"}}});
    return PlaceKind::country;
  }
  return static_cast<PlaceKind>(found - kKinds.begin());
}

// A cell that only some kinds of place have: filled for those, empty for the others.
void expect_only(Row& row, std::string_view column, bool applies) {
  const bool filled = !row.cell(column).empty();
  if (filled && !applies) {
    row.defect(column, "UNEXPECTED_CELL", {"place_has_none"});
  } else if (!filled && applies) {
    row.defect(column, "EMPTY_CELL", {"place_needs_it"});
  }
}

Place read_place(Row& row) {
  Place place;
  place.kind = place_kind(row);
  place.key = row.shared_key("key");
  place.parent = row.shared_key("parent", Cell::optional);
  place.name = row.localized("name");
  place.time_zone = row.time_zone("time_zone");
  place.capacity = row.number("capacity", 0, kPeopleMax, Cell::optional);
  place.code = row.code("code");
  if (!row.sound()) return place;
  expect_only(row, "parent", place.kind != PlaceKind::country);
  expect_only(row, "time_zone", place.kind == PlaceKind::site);
  expect_only(row, "capacity", place.kind == PlaceKind::room);
  expect_only(row, "code", place.kind == PlaceKind::country);
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  if (!place.code.empty() && (place.code.size() != 2 || !std::all_of(place.code.begin(), place.code.end(), is_lower))) {
    row.defect("code", "BAD_COUNTRY_CODE", {"bad_country_code"});
  }
  return place;
}

Programme read_programme(Row& row) {
  Programme programme;
  programme.key = row.key("key");
  programme.name = row.localized("name");
  programme.list = row.key("list", Cell::optional);
  if (programme.list.empty()) programme.list = programme.key;
  return programme;
}

Cancellation read_cancellation(Row& row) {
  Cancellation cancellation;
  cancellation.group = row.key("group");
  return cancellation;
}

Project read_project(Row& row) {
  Project project;
  project.key = row.key("key");
  project.programme = row.key("programme");
  project.name = row.localized("name");
  return project;
}

Organisation read_organisation(Row& row) {
  Organisation organisation;
  organisation.key = row.shared_key("key");
  organisation.name = row.localized("name");
  organisation.kind =
      row.one_of<registration::v1::OrganisationKind>("kind", registration::v1::OrganisationKind_descriptor());
  organisation.region = row.shared_key("region", Cell::optional);
  return organisation;
}

Partnership read_partnership(Row& row) {
  Partnership partnership;
  partnership.project = row.key("project");
  partnership.organisation = row.shared_key("organisation");
  partnership.role = row.one_of<scheduling::v1::PartnerRole>("role", scheduling::v1::PartnerRole_descriptor());
  return partnership;
}

Round read_round(Row& row) {
  Round round;
  round.key = row.key("key");
  round.programme = row.key("programme");
  round.projects = row.keys("projects");
  round.name = row.localized("name");
  round.year = row.number("year", 1900, 2200);
  const std::set<std::string> different(round.projects.begin(), round.projects.end());
  if (different.empty() || different.size() < round.projects.size() || different.size() > kProjectsOfRoundMax) {
    row.defect("projects", "BAD_PROJECTS", {"bad_projects"});
  }
  return round;
}

Session read_session(Row& row) {
  constexpr int kMinutesMax = 1440;
  Session session;
  session.key = row.key("key");
  session.round = row.key("round");
  session.project = row.key("project");
  session.room = row.shared_key("room");
  session.kind = row.one_of<scheduling::v1::SessionKind>("kind", scheduling::v1::SessionKind_descriptor());
  session.topic = row.key("topic");
  session.audience = row.key("audience");
  session.title = row.localized("title");
  session.start = row.local_time("local_start");
  session.duration_minutes = row.number("duration_minutes", 1, kMinutesMax);
  session.capacity = row.number("capacity", 0, kPeopleMax);
  session.registration_end = row.local_time("local_registration_end");
  const std::string published = row.code("published");
  session.published = published != "no";
  if (!published.empty() && published != "yes" && published != "no")
    row.defect("published", "UNKNOWN_CODE", {"yes_or_no"});
  return session;
}

RosterRow read_roster_row(Row& row) {
  RosterRow member;
  member.key = row.shared_key("key");
  member.name = row.name("name", kPersonNameMax);
  member.occupation = row.one_of<registration::v1::Occupation>("occupation", registration::v1::Occupation_descriptor());
  member.organisation = row.shared_key("organisation", Cell::optional);
  const bool on_roster = !row.cell("organisation").empty();
  member.from_date = row.day("from_date", on_roster ? Cell::required : Cell::optional);
  member.until_date = row.day("until_date", Cell::optional);
  if (!on_roster && !(member.from_date.empty() && member.until_date.empty())) {
    row.defect(member.from_date.empty() ? "until_date" : "from_date", "UNEXPECTED_CELL", {"dates_of_nobody"});
  }
  if (!member.until_date.empty() && member.until_date < member.from_date) {
    row.defect("until_date", "UNTIL_BEFORE_FROM", {"until_before_from"});
  }
  return member;
}

Group read_group(Row& row) {
  constexpr int kHeadCountMax = 1000;
  Group group;
  group.key = row.key("key");
  group.session = row.key("session");
  group.organisation = row.shared_key("organisation");
  group.head_count = row.number("head_count", 1, kHeadCountMax);
  group.members = row.shared_keys("members");
  return group;
}

Attendance read_attendance(Row& row) {
  Attendance attendance;
  attendance.session = row.key("session");
  attendance.person = row.shared_key("person");
  attendance.scanned_at = row.local_time("scanned_at");
  return attendance;
}

std::string text_if_any(Row& row, std::string_view column, std::size_t characters_max) {
  return row.cell(column).empty() ? std::string() : row.text(column, characters_max);
}

bool is_yes(Row& row, std::string_view column) {
  const std::string said = row.code(column);
  if (!said.empty() && said != "yes" && said != "no") row.defect(column, "UNKNOWN_CODE", {"yes_or_no_empty_is_no"});
  return said == "yes";
}

feedback::v1::Moment moment_of(Row& row, std::string_view column) {
  if (row.cell(column).empty()) return feedback::v1::MOMENT_UNSPECIFIED;
  return row.one_of<feedback::v1::Moment>(column, feedback::v1::Moment_descriptor());
}

// "young: a b; old: c"
std::vector<PartitionGroup> partition_groups_of(Row& row, std::string_view column) {
  std::vector<PartitionGroup> groups;
  std::istringstream stream(row.cell(column));
  for (std::string part; std::getline(stream, part, ';');) {
    const auto colon = part.find(':');
    std::istringstream code(part.substr(0, colon)), options(colon == std::string::npos ? "" : part.substr(colon + 1));
    PartitionGroup group;
    code >> group.code;
    for (std::string option; options >> option;) group.options.push_back(option);
    if (group.code.empty() || group.options.empty()) {
      row.defect(column, "BAD_GROUPS", {"bad_groups"});
      return {};
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

std::string local_time_if_any(Row& row, std::string_view column, Cell need = Cell::optional) {
  if (row.cell(column).empty() && need == Cell::optional) return {};
  return opora::to_text(row.local_time(column));
}

WaveSeries read_wave_series(Row& row) {
  constexpr int kGraceHoursMax = 336;
  constexpr std::size_t kAccountMax = 200, kIdMax = 32;
  WaveSeries series;
  series.key = row.key("key");
  series.round = row.key("round");
  series.project = row.key("project", Cell::optional);
  series.session = row.key("session", Cell::optional);
  series.time_zone = row.time_zone("time_zone");
  for (const char* keeper : {"first_keeper", "second_keeper"}) series.keepers.push_back(row.text(keeper, kAccountMax));
  series.primary_scale = text_if_any(row, "primary_scale", kIdMax);
  series.primary_from = moment_of(row, "primary_from");
  series.primary_to = moment_of(row, "primary_to");
  series.partition_question = text_if_any(row, "partition_question", kIdMax);
  series.partition_groups = partition_groups_of(row, "partition_groups");
  series.grace_hours = row.number("grace_hours", 0, kGraceHoursMax, Cell::optional);
  series.entered_afterwards = is_yes(row, "entered_afterwards");
  series.invented = is_yes(row, "invented");
  return series;
}

Wave read_wave(Row& row) {
  constexpr int kMonthsMax = 36, kVersionMax = 1'000'000;
  constexpr std::size_t kIdMax = 32;
  Wave wave;
  wave.key = row.key("key");
  wave.series = row.key("series");
  wave.moment = row.one_of<feedback::v1::Moment>("moment", feedback::v1::Moment_descriptor());
  wave.months_later = row.number("months_later", 0, kMonthsMax, Cell::optional);
  wave.questionnaire = row.text("questionnaire", kIdMax);
  wave.version = row.number("version", 1, kVersionMax, Cell::optional);
  wave.local_open = local_time_if_any(row, "local_open", Cell::required);
  wave.local_remind = local_time_if_any(row, "local_remind");
  wave.local_close = local_time_if_any(row, "local_close", Cell::required);
  return wave;
}

// What an answer may be is its question's to say, which is known later.
SheetAnswer read_sheet_answer(Row& row) {
  constexpr std::size_t kIdMax = 32, kAnswerMax = 4'000;
  SheetAnswer given;
  given.sheet = row.key("sheet");
  given.wave = row.key("wave");
  given.question = row.text("question", kIdMax);
  given.row = text_if_any(row, "row", kIdMax);
  given.answer = row.text("answer", kAnswerMax);
  return given;
}

// One kind of table: reads every row, and keeps what could be read of the unsound ones, so that rows which name them
// aren't called defective too.
class Reader {
 public:
  Reader(const TableFiles& files, Defects& defects) : files_(files), defects_(defects) {}

  template <class T>
  void read(const std::string& table, const Columns& columns, std::vector<T>& rows, T (*read_row)(Row&)) {
    all_read_ &= read_table(table + ".csv", files_.rows_of(table), columns, defects_, [&](Row& row) {
      T value = read_row(row);
      value.line = row.line();
      value.sound = row.sound();
      rows.push_back(std::move(value));
    });
    rows.shrink_to_fit();  // they stay for as long as the folder is loaded
  }

  // The same for a table that a folder can do without.
  template <class T>
  void read_if_there(const std::string& table, const Columns& columns, std::vector<T>& rows, T (*read_row)(Row&)) {
    if (files_.has(table)) read(table, columns, rows, read_row);
  }

  // Whether no table is missing or was read in part only: else every reference to it would be called a defect.
  bool all_read() const { return all_read_; }

 private:
  const TableFiles& files_;
  Defects& defects_;
  bool all_read_ = true;
};

const std::vector<std::string> kTables = {"places", "programmes", "projects", "organisations", "partnerships", "rounds",
                                          "sessions", "people", "groups", "cancellations", "attendances",
                                          "wave-series", "waves", "answers"};

void read_tables(Reader& reader, RoundFolder& folder) {
  reader.read("places", {{"kind", "key", "parent", "time_zone", "capacity", "code"}, {"name"}}, folder.places,
              read_place);
  reader.read("programmes", {{"key"}, {"name"}, {"list"}}, folder.programmes, read_programme);
  reader.read("projects", {{"key", "programme"}, {"name"}}, folder.projects, read_project);
  reader.read("organisations", {{"key", "kind", "region"}, {"name"}}, folder.organisations, read_organisation);
  reader.read_if_there("partnerships", {{"project", "organisation", "role"}, {}}, folder.partnerships,
                       read_partnership);
  reader.read("rounds", {{"key", "programme", "projects", "year"}, {"name"}}, folder.rounds, read_round);
  reader.read("sessions",
              {{"key", "round", "project", "room", "kind", "topic", "audience", "local_start", "duration_minutes",
                "capacity", "local_registration_end"},
               {"title"},
               {"published"}},
              folder.sessions, read_session);
  reader.read("people", {{"key", "name", "occupation", "organisation", "from_date", "until_date"}, {}}, folder.people,
              read_roster_row);
  reader.read("groups", {{"key", "session", "organisation", "head_count", "members"}, {}}, folder.groups, read_group);
  reader.read_if_there("cancellations", {{"group"}, {}}, folder.cancellations, read_cancellation);
  reader.read("attendances", {{"session", "person", "scanned_at"}, {}}, folder.attendances, read_attendance);
  reader.read_if_there("wave-series",
                       {{"key", "round", "first_keeper", "second_keeper"},
                        {},
                        {"project", "session", "time_zone", "primary_scale", "primary_from", "primary_to",
                         "partition_question", "partition_groups", "grace_hours", "entered_afterwards", "invented"}},
                       folder.wave_series, read_wave_series);
  reader.read_if_there("waves",
                       {{"key", "series", "moment", "questionnaire", "local_open", "local_close"},
                        {},
                        {"months_later", "version", "local_remind"}},
                       folder.waves, read_wave);
  reader.read_if_there("answers", {{"sheet", "wave", "question", "answer"}, {}, {"row"}}, folder.answers,
                       read_sheet_answer);
}

// The folder's own list may be named or not: one thing has one key within the folder.
void call_own_by_short_keys(RoundFolder& folder) {
  if (folder.programmes.empty()) return;
  const std::string own = folder.programmes[0].list + "/";
  const auto shorten = [&](std::string& key) {
    if (key.starts_with(own)) key.erase(0, own.size());
  };
  for (Place& place : folder.places) shorten(place.key), shorten(place.parent);
  for (Organisation& organisation : folder.organisations) shorten(organisation.key), shorten(organisation.region);
  for (Partnership& partnership : folder.partnerships) shorten(partnership.organisation);
  for (Session& session : folder.sessions) shorten(session.room);
  for (RosterRow& member : folder.people) shorten(member.key), shorten(member.organisation);
  for (Group& group : folder.groups) {
    shorten(group.organisation);
    for (std::string& member : group.members) shorten(member);
  }
  for (Attendance& attendance : folder.attendances) shorten(attendance.person);
}

}  // namespace

ReadFolder read_round_folder(const std::filesystem::path& path) {
  ReadFolder read;
  std::error_code failure;
  if (!std::filesystem::exists(path, failure)) {
    read.defects.add(name_in_text(path), 0, "", "MISSING_FOLDER", {"missing_folder"});
    return read;
  }
  const TableFiles files(path, kTables, read.defects);
  Reader reader(files, read.defects);
  read_tables(reader, read.folder);
  read.folder.scales = read_definition_files(path, "scales", read.defects);
  read.folder.questionnaires = read_definition_files(path, "questionnaires", read.defects);
  call_own_by_short_keys(read.folder);
  if (reader.all_read()) check(read.folder, read.defects);
  return read;
}

}  // namespace opora::round_folder
