// Commands that put right what was wrong: of sessions, and what things are called.
#include <memory>
#include <string>

#include "opora/tool/corrections.h"
#include "opora/tool/options.h"

namespace opora::tool {
namespace {

void add_reason(CLI::App& command, std::string& reason) {
  command.add_option("--reason", reason, "Why, for everybody whom it concerns; it names nobody")->required();
}

void add_move(CLI::App& session, Work& work) {
  struct Told {
    ConnectionOptions at;
    MoveOptions move;
  };
  const auto told = std::make_shared<Told>();
  MoveOptions& move = told->move;
  CLI::App* command = session.add_subcommand("move", "Say where and when it is held now; what is left out stays");
  command->add_option("SESSION", move.session, "Its id")->required();
  command->add_option("--room", move.room, "In this room of its region, by its id");
  command->add_option("--start", move.start,
                      "From then on, by the room's clocks: 2023-10-17T10:00 or 17.10.2023 10:00");
  command->add_option("--minutes", move.minutes, "For so long")->check(CLI::Range(1, 1440));
  command->add_option("--capacity", move.capacity, "For so many; else as before, or for whom the room has place")
      ->check(CLI::Range(0, 100'000));
  command->add_option("--registration-end", move.registration_end, "Until then; else as before, or until the start");
  add_reason(*command, move.reason);
  add_connection(*command, told->at);
  command->callback([&work, told] { work = [told] { return move_session(told->at, told->move); }; });
}

struct OfSession {
  ConnectionOptions at;
  std::string session, reason;
  int capacity = 0;
};

void add_resize(CLI::App& session, Work& work) {
  const auto told = std::make_shared<OfSession>();
  CLI::App* command = session.add_subcommand("resize", "Say for how many it is: more seats go to who waits");
  command->add_option("SESSION", told->session, "Its id")->required();
  command->add_option("CAPACITY", told->capacity, "At most what the room holds")
      ->required()
      ->check(CLI::Range(0, 100'000));
  add_reason(*command, told->reason);
  add_connection(*command, told->at);
  command->callback([&work, told] {
    work = [told] { return resize_session(told->at, told->session, told->capacity, told->reason); };
  });
}

void add_cancel(CLI::App& session, Work& work) {
  const auto told = std::make_shared<OfSession>();
  CLI::App* command = session.add_subcommand("cancel", "Say that it is not held, or was not. For good");
  command->add_option("SESSION", told->session, "Its id")->required();
  add_reason(*command, told->reason);
  add_connection(*command, told->at);
  command->callback([&work, told] {
    work = [told] { return cancel_session(told->at, told->session, told->reason); };
  });
}

void add_history(CLI::App& session, Work& work) {
  const auto told = std::make_shared<OfSession>();
  CLI::App* command = session.add_subcommand("history", "Print who has put it right, when and why");
  command->add_option("SESSION", told->session, "Its id; that of whatever was renamed will do as well")->required();
  add_connection(*command, told->at);
  command->callback([&work, told] { work = [told] { return print_corrections(told->at, told->session); }; });
}

struct ToldOfName {
  ConnectionOptions at;
  RenameOptions rename;
};

void add_names(CLI::App& command, Work& work, const std::shared_ptr<ToldOfName>& told) {
  command.add_option("--name", told->rename.names, "ru=Заря: once for each language; other languages stay as they are")
      ->required()
      ->allow_extra_args(false);
  command.add_flag("--only", told->rename.only, "Let it have no other language from now on");
  add_reason(command, told->rename.reason);
  add_connection(command, told->at);
  command.callback([&work, told] { work = [told] { return rename(told->at, told->rename); }; });
}

}  // namespace

void add_commands_for_corrections(CLI::App& app, Work& work) {
  CLI::App* session = app.add_subcommand("session", "Put right what was said of a session");
  session->require_subcommand(1);
  add_move(*session, work);
  add_resize(*session, work);
  add_cancel(*session, work);
  const auto titled = std::make_shared<ToldOfName>();
  titled->rename.kind = "session";
  CLI::App* title = session->add_subcommand("rename", "Give it another title");
  title->add_option("SESSION", titled->rename.thing, "Its id")->required();
  add_names(*title, work, titled);
  add_history(*session, work);

  CLI::App* rename = app.add_subcommand("rename", "Call something otherwise; it stays the same thing, under its id");
  rename->require_subcommand(1);
  for (const std::string& kind : kinds_to_rename()) {
    const auto told = std::make_shared<ToldOfName>();
    told->rename.kind = kind;
    CLI::App* command = rename->add_subcommand(kind, "Give it another name");
    command->add_option("THING", told->rename.thing, "Its id; of a round, a reference such as amur-2023 will do")
        ->required();
    if (kind == "organisation")
      command->add_option("--region", told->rename.region, "Whose it is: a coordinator names their region");
    add_names(*command, work, told);
  }
}

}  // namespace opora::tool
