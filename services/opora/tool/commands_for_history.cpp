// What became of somebody or something, who changed it, when and why.
#include <functional>
#include <memory>
#include <string>

#include "opora/tool/history_of_group.h"
#include "opora/tool/history_of_person.h"
#include "opora/tool/history_of_session.h"
#include "opora/tool/options.h"
#include "opora/tool/written.h"
#include "opora_tool_words.h"

namespace opora::tool {
namespace {

struct ToldOfHistory {
  ConnectionOptions at;
  PersonAsked person;
  std::string of;
  std::string format = "text", language = "en", out;
};

using Read = std::function<Result<History>(Client&, const ToldOfHistory&)>;

Result<void> print_history(const ToldOfHistory& told, const Read& read) {
  TRY(client, connect(told.at, network::v1::ROLE_ADMINISTRATOR));
  TRY(history, read(*client, told));
  return write_out(told.format == "json" ? history_json(history, told.language) : history_text(history, told.language),
                   told.out);
}

CLI::App* add_history(CLI::App& history, Work& work, const char* name, const char* what,
                      const std::shared_ptr<ToldOfHistory>& told, Read read) {
  CLI::App* command = history.add_subcommand(name, what);
  command->add_option("--format", told->format, "text, or json for a program")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->add_option("--language", told->language, "In which it is told")
      ->check(CLI::IsMember(opora_tool_words().languages()))
      ->capture_default_str();
  command->add_option("--out", told->out, "Write to this file instead");
  add_connection(*command, told->at);
  command->callback([&work, told, read = std::move(read)] {
    work = [told, read] { return print_history(*told, read); };
  });
  return command;
}

void add_person(CLI::App& history, Work& work) {
  const auto told = std::make_shared<ToldOfHistory>();
  CLI::App* command =
      add_history(history, work, "person", "Tell of somebody's times, groups and attendance with an organisation", told,
                  [](Client& client, const ToldOfHistory& asked) {
                    return person_history(client, asked.person, asked.language);
                  });
  command->add_option("PERSON", told->person.person, "An id or, with --list, a key of that list")->required();
  command->add_option("--organisation", told->person.organisation, "Through which they are known: its id")->required();
  command->add_option("--list", told->person.list, "The list whose key PERSON is");
  command->add_option("--region", told->person.region, "Whose list it is: a coordinator names their region");
}

void add_group(CLI::App& history, Work& work) {
  const auto told = std::make_shared<ToldOfHistory>();
  CLI::App* command =
      add_history(history, work, "group", "Tell how a group was registered and changed, and who came", told,
                  [](Client& client, const ToldOfHistory& asked) {
                    return group_history(client, asked.of, asked.language);
                  });
  command->add_option("GROUP", told->of, "Its id, as opora list groups prints it")->required();
}

void add_session(CLI::App& history, Work& work) {
  const auto told = std::make_shared<ToldOfHistory>();
  CLI::App* command =
      add_history(history, work, "session", "Tell how a session was planned, moved, registered for and held", told,
                  [](Client& client, const ToldOfHistory& asked) {
                    return session_history(client, asked.of, asked.language);
                  });
  command->add_option("SESSION", told->of, "Its id")->required();
}

}  // namespace

void add_commands_for_history(CLI::App& app, Work& work) {
  CLI::App* history = app.add_subcommand("history", "Tell what became of it, who changed it, when and why");
  history->require_subcommand(1);
  add_person(*history, work);
  add_group(*history, work);
  add_session(*history, work);
}

}  // namespace opora::tool
