#include "opora/load/tests/edited_folder.h"

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <stdexcept>

#include "opora/load/derived_ids.h"
#include "platform/dates/dates.h"

namespace opora::load {
namespace {

constexpr int kYearOfFolder = 2023;

round_folder::Files files_before_edits() {
  return {
      {"places.csv",
       "kind,key,parent,name_en,time_zone,capacity,code\n"
       "country,bulgaria,,Bulgaria,,,bg\n"
       "region,ruse-province,bulgaria,Ruse Province,,,\n"
       "site,ruse,ruse-province,Ruse,Europe/Sofia,,\n"
       "venue,library,ruse,Library,,,\n"
       "room,hall,library,Hall,,40,\n"
       "room,den,library,Den,,30,\n"},
      {"programmes.csv", "key,name_en\nsteps,Steps\n"},
      {"projects.csv", "key,programme,name_en\ncare,steps,Care\nrest,steps,Rest\n"},
      {"organisations.csv",
       "key,name_en,kind,region\n"
       "dawn,Dawn,social-service,ruse-province\n"
       "brook,Brook,kindergarten,ruse-province\n"
       "town,Town,public-authority,\n"},
      {"partnerships.csv", "project,organisation,role\ncare,town,funder\n"},
      {"rounds.csv", "key,programme,projects,name_en,year\n2023,steps,care rest,Autumn 2023,2023\n"},
      {"sessions.csv",
       "key,round,project,room,kind,topic,audience,title_en,local_start,duration_minutes,capacity,local_registration_"
       "end\n"
       "first,2023,care,hall,workshop,rest,carers,Rest,2023-09-18T10:00,60,30,2023-09-17T18:00\n"
       "second,2023,care,den,seminar,sleep,teachers,Sleep,2023-09-19T10:00,90,25,2023-09-18T18:00\n"
       "third,2023,rest,hall,round-table,rest,teachers,More rest,2023-09-20T10:00,60,30,2023-09-19T18:00\n"
       "begun,2023,care,hall,workshop,rest,carers,Begun,2023-10-02T09:00,60,6,2023-10-01T18:00\n"
       "next,2023,care,hall,workshop,rest,carers,Next,2023-11-10T10:00,60,8,2023-11-09T18:00\n"
       "later,2023,rest,hall,training,sleep,carers,Later,2023-11-10T12:00,60,10,2023-11-09T18:00\n"},
      {"people.csv",
       "key,name,occupation,organisation,from_date,until_date\n"
       "ana,Ana,social-worker,dawn,2019-01-01,\n"
       "boris,Boris,psychologist,dawn,2019-01-01,\n"
       "vera,Vera,social-worker,dawn,2020-02-01,\n"
       "galia,Galia,other,dawn,2020-02-01,\n"
       "dora,Dora,manager,dawn,2021-03-01,\n"
       "elena,Elena,psychologist,dawn,2021-03-01,2023-12-31\n"
       "ivan,Ivan,teacher,brook,2019-01-01,\n"
       "kalin,Kalin,preschool-employee,brook,2020-02-01,\n"
       "lili,Lili,preschool-employee,brook,2020-02-01,\n"
       "mara,Mara,manager,brook,2021-03-01,2022-12-31\n"
       "nina,Nina,manager,town,2019-01-01,\n"
       "ognian,Ognian,other,town,2020-02-01,\n"
       "petar,Petar,health-worker,town,2021-03-01,\n"
       "bo,Bo,psychologist,dawn,2019-01-01,2022-01-01\n"
       "bo,Bo,psychologist,town,2020-01-01,\n"
       "guest-1,Somebody,other,,,\n"
       "guest-2,Somebody else,other,,,\n"},
      {"groups.csv",
       "key,session,organisation,head_count,members\n"
       "f1,first,dawn,4,ana boris\n"
       "f2,first,brook,2,ivan\n"
       "s1,second,dawn,2,vera galia\n"
       "s2,second,town,3,nina\n"
       "t1,third,brook,2,kalin\n"
       "b1,begun,dawn,3,ana vera\n"
       "b2,begun,brook,2,ivan\n"
       "b3,begun,town,4,nina\n"
       "b4,begun,brook,1,kalin\n"
       "n1,next,dawn,4,ana boris\n"
       "n2,next,brook,3,ivan\n"
       "n3,next,town,3,nina\n"
       "n4,next,dawn,2,dora\n"
       "l1,later,dawn,5,ana\n"
       "l2,later,brook,4,kalin lili\n"
       "l3,later,town,2,petar\n"},
      {"cancellations.csv", "group\n"},
      {"attendances.csv", "session,person,scanned_at\n"},
  };
}

std::vector<std::string> cells_in(const std::string& line) {
  std::vector<std::string> cells{""};
  for (const char c : line) {
    if (c == ',')
      cells.emplace_back();
    else
      cells.back() += c;
  }
  return cells;
}

FolderTable table_in(const std::string& text) {
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  FolderTable table{cells_in(line), {}};
  while (std::getline(lines, line)) {
    const std::vector<std::string> cells = cells_in(line);
    FolderRow row;
    for (std::size_t i = 0; i < table.columns.size(); ++i) row[table.columns[i]] = cells.at(i);
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string line_of(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + cells[i];
  return line + "\n";
}

}  // namespace

FolderRow& EditedFolder::row(const std::string& file, const std::string& key) {
  for (FolderRow& each : rows(file))
    if (each.at("key") == key) return each;
  throw std::logic_error(file + " has no row " + key);
}

const FolderRow& EditedFolder::row(const std::string& file, const std::string& key) const {
  for (const FolderRow& each : rows(file))
    if (each.at("key") == key) return each;
  throw std::logic_error(file + " has no row " + key);
}

bool EditedFolder::is_cancelled(const std::string& group) const {
  return std::ranges::any_of(rows("cancellations.csv"), [&](const FolderRow& row) { return row.at("group") == group; });
}

round_folder::Files EditedFolder::files() const {
  round_folder::Files files;
  for (const auto& [file, table] : tables) {
    std::string text = line_of(table.columns);
    for (const FolderRow& row : table.rows) {
      std::vector<std::string> cells;
      for (const std::string& column : table.columns) cells.push_back(row.at(column));
      text += line_of(cells);
    }
    files[file] = std::move(text);
  }
  return files;
}

EditedFolder folder_before_edits() {
  EditedFolder folder;
  for (const auto& [file, text] : files_before_edits()) folder.tables[file] = table_in(text);
  const std::pair<const char*, const char*> kCame[] = {{"first", "ana"},     {"first", "boris"},   {"first", "ivan"},
                                                       {"first", "guest-1"}, {"second", "vera"},   {"second", "nina"},
                                                       {"second", "bo"},     {"second", "guest-2"}};
  for (const auto& [session, person] : kCame) {
    folder.rows("attendances.csv")
        .push_back({{"session", session}, {"person", person}, {"scanned_at", scanned_at(folder, session, person)}});
    folder.recorded.emplace(session, person);
  }
  return folder;
}

bool was_held(const std::string& session) { return session == "first" || session == "second" || session == "third"; }

std::string thing_id(const std::string& file, const std::string& key) {
  const DerivedIds ids(kListOfFolder);
  if (file == "places.csv") return listed_id(kListOfFolder, "place", key);
  if (file == "organisations.csv") return listed_id(kListOfFolder, "organisation", key);
  if (file == "programmes.csv") return ids.id("programme", key);
  if (file == "projects.csv") return ids.id("project", key);
  if (file == "rounds.csv") return round_id(kListOfFolder, kYearOfFolder, key);
  if (file == "sessions.csv") return ids.id(year_start(kYearOfFolder), "session", key);
  throw std::logic_error(file + " makes no ids");
}

std::string new_group_id(const std::string& key) { return DerivedIds(kListOfFolder).id("group", key); }

std::vector<std::string> words_in(const std::string& cell) {
  std::vector<std::string> words;
  std::istringstream text(cell);
  for (std::string word; text >> word;) words.push_back(word);
  return words;
}

std::string cell_of(const std::vector<std::string>& words) {
  std::string cell;
  for (const std::string& word : words) cell += (cell.empty() ? "" : " ") + word;
  return cell;
}

int number_in(const FolderRow& row, const std::string& column) { return std::stoi(row.at(column)); }

// Each has a minute of their own, well within the hours in which scans count by themselves, wherever in the morning the
// session is moved to.
std::string scanned_at(const EditedFolder& folder, const std::string& session, const std::string& person) {
  const std::vector<FolderRow>& people = folder.rows("people.csv");
  const auto found = std::ranges::find_if(people, [&](const FolderRow& row) { return row.at("key") == person; });
  const auto minute = 40 + (found - people.begin());
  return date_of(folder.row("sessions.csv", session).at("local_start")) + "T09:" + std::to_string(minute);
}

}  // namespace opora::load
