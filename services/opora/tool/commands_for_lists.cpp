// Lists of what was entered, a session's door, and what comes back from it.
#include <unistd.h>

#include <memory>
#include <string>

#include "opora/all_services/refusal_words.h"
#include "opora/tool/lists.h"
#include "opora/tool/options.h"
#include "opora/tool/round_events.h"
#include "opora/tool/scan.h"
#include "reporting_words.h"
#include "round_folder_words.h"

namespace opora::tool {
namespace {

struct ToldOfList {
  ConnectionOptions at;
  ListOptions list;
  bool table = false, csv = false, json = false;
  std::string out;
};

// Without a word about it: what people see is a table, and what goes into a file or on to a program is CSV.
Form form_of(const ToldOfList& told) {
  if (told.json) return Form::json;
  if (told.csv) return Form::csv;
  if (told.table) return Form::table;
  return told.out.empty() && ::isatty(STDOUT_FILENO) == 1 ? Form::table : Form::csv;
}

void add_language(CLI::App& command, std::string& language) {
  command.add_option("--language", language, "In which names are shown that have several")
      ->check(CLI::IsMember(reporting_words().languages()))
      ->capture_default_str();
}

const char* what_is(const std::string& of) {
  if (of == "LIST") return "The list's name";
  if (of == "DAY") return "2026-11-29 or 29.11.2026, by UTC";
  return "Its id";
}

void add_kind_of_list(CLI::App& list, Work& work, const KindOfList& kind) {
  const auto told = std::make_shared<ToldOfList>();
  CLI::App* command = list.add_subcommand(kind.name, kind.description);
  if (kind.of == "ROUND")
    command->add_option("ROUND", told->list.of, "An id, a reference such as amur-2023, or a name")->required();
  else if (!kind.of.empty())
    command->add_option(kind.of, told->list.of, what_is(kind.of))->required(!kind.takes.contains("organisation"));
  if (kind.takes.contains("organisation"))
    command->add_option("--organisation", told->list.organisation,
                        "Of this one alone, by its id; without a session, in all sessions that you may read");
  if (kind.takes.contains("region"))
    command->add_option("--region", told->list.region, "Of this region, by its id: a coordinator names theirs");
  if (kind.takes.contains("keys"))
    command->add_option("--keys", told->list.keys, "With people's keys in this list");
  if (kind.takes.contains("rosters"))
    command->add_flag("--rosters", told->list.rosters,
                      "Look for who is in no group in the rosters of that day: names so read are counted");
  CLI::Option* table = command->add_flag("--table", told->table, "As a table: so on a terminal unless told otherwise");
  CLI::Option* csv = command->add_flag("--csv", told->csv, "For a spreadsheet: so elsewhere unless told otherwise");
  CLI::Option* json = command->add_flag("--json", told->json, "For a program");
  table->excludes(csv)->excludes(json);
  csv->excludes(json);
  command->add_option("--out", told->out, "Write to this file instead");
  if (kind.takes.contains("language")) add_language(*command, told->list.language);
  add_connection(*command, told->at);
  command->callback([&work, told, &kind] {
    work = [told, &kind] { return print_list(told->at, kind, told->list, form_of(*told), told->out); };
  });
}

void add_door(CLI::App& list, Work& work) {
  struct Told {
    ConnectionOptions at;
    DoorOptions door;
  };
  const auto told = std::make_shared<Told>();
  CLI::App* command = list.add_subcommand("door", "Who is expected at a session: a page to print, with boxes to tick");
  command->add_option("SESSION", told->door.session, "Its id")->required();
  command->add_flag("--sheet", told->door.to_take_along,
                    "A sheet to take along instead: fill in `came` and bring it back with opora scan");
  command->add_option("--out", told->door.out, "Write to this file instead");
  add_language(*command, told->door.language);
  add_connection(*command, told->at);
  command->callback([&work, told] { work = [told] { return door_list(told->at, told->door); }; });
}

void add_scan(CLI::App& app, Work& work) {
  struct Told {
    ConnectionOptions at;
    ScanOptions scan;
  };
  const auto told = std::make_shared<Told>();
  CLI::App* command = app.add_subcommand("scan", "Upload who came to a session, from a sheet; again changes nothing");
  command->add_option("SESSION", told->scan.session, "Its id")->required();
  command->add_option("FILE", told->scan.file, "CSV with columns person (an id or a key) and came (10:03, or x)")
      ->required();
  command->add_option("--list", told->scan.list, "The list whose keys stand in the file instead of ids");
  command->add_option("--region", told->scan.region, "Whose list it is: a coordinator names their region");
  command->add_option("--language", told->scan.language, "In which is said what is wrong and what is done")
      ->check(CLI::IsMember(round_folder_words().languages()))
      ->capture_default_str();
  add_connection(*command, told->at);
  command->callback([&work, told] {
    work = [told] {
      return scan(told->at, told->scan).map_error([&](Error refusal) {
        return in_language(std::move(refusal), told->scan.language);
      });
    };
  });
}

}  // namespace

void add_round_events(CLI::App& events, Work& work) {
  struct Told {
    ConnectionOptions at;
    std::string round, out;
  };
  const auto told = std::make_shared<Told>();
  CLI::App* command = events.add_subcommand(
      "round", "Print the events that a round's figures follow from, one JSON object a line");
  command->add_option("ROUND", told->round, "An id, a reference such as amur-2023, or a name")->required();
  command->add_option("--out", told->out, "Write to this file instead");
  add_connection(*command, told->at);
  command->callback([&work, told] {
    work = [told] { return print_round_events(told->at, told->round, told->out); };
  });
}

void add_commands_for_lists(CLI::App& app, Work& work) {
  CLI::App* list = app.add_subcommand("list", "List what was entered: a table, CSV or JSON");
  list->require_subcommand(1);
  for (const KindOfList& kind : kinds_of_list()) add_kind_of_list(*list, work, kind);
  add_door(*list, work);
  add_scan(app, work);
}

}  // namespace opora::tool
