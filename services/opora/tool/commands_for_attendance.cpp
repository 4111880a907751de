// Corrections of attendance, as they are typed.
#include <memory>
#include <string>

#include "opora/tool/attendance.h"
#include "opora/tool/options.h"

namespace opora::tool {
namespace {

struct ToldOfCorrection {
  ConnectionOptions at;
  CorrectionOptions correction;
};
using Told = std::shared_ptr<ToldOfCorrection>;
using Correct = Result<void> (*)(const ConnectionOptions&, const CorrectionOptions&);

constexpr const char* kCodes = "What was wrong: wrong-person, wrong-session, did-not-come or other";

CLI::App* add_correction(CLI::App& attendance, Work& work, const char* name, const char* description, const Told& told,
                         Correct correct) {
  CLI::App* command = attendance.add_subcommand(name, description);
  command->add_option("SESSION", told->correction.session, "The session's id")->required();
  command->callback([&work, told, correct] { work = [told, correct] { return correct(told->at, told->correction); }; });
  return command;
}

void add_person(CLI::App& command, CorrectionOptions& correction) {
  command.add_option("PERSON", correction.person, "An id, or a key of the list")->required();
  command.add_option("--list", correction.list, "The list whose keys stand for ids");
  command.add_option("--region", correction.region, "Whose list it is: a coordinator names their region");
}

CLI::Option* add_reason(CLI::App& command, CorrectionOptions& correction) {
  return command.add_option("--reason", correction.reason, "Why, for whoever asks later; without names");
}

void add_take_back(CLI::App& attendance, Work& work) {
  const auto told = std::make_shared<ToldOfCorrection>();
  CLI::App* command = add_correction(attendance, work, "take-back",
                                     "Say that an attendance was a mistake: it counts no more, its scans stay", told,
                                     take_back_attendance);
  add_person(*command, told->correction);
  command->add_option("--code", told->correction.code, kCodes)->required();
  add_reason(*command, told->correction)->required();
  add_connection(*command, told->at);
}

void add_restore(CLI::App& attendance, Work& work) {
  const auto told = std::make_shared<ToldOfCorrection>();
  CLI::App* command = add_correction(attendance, work, "restore",
                                     "Say that taking it back was the mistake: it counts again", told,
                                     restore_attendance);
  add_person(*command, told->correction);
  add_reason(*command, told->correction)->required();
  add_connection(*command, told->at);
}

void add_move(CLI::App& attendance, Work& work) {
  const auto told = std::make_shared<ToldOfCorrection>();
  CLI::App* command = add_correction(attendance, work, "move",
                                     "Move an attendance to the session, or the person, that it was of", told,
                                     move_attendance);
  add_person(*command, told->correction);
  command->add_option("--to-session", told->correction.to_session, "Where it belongs, if that is another session");
  command->add_option("--to-person", told->correction.to_person, "Whose it is, if somebody else's: an id or a key");
  command->add_option("--code", told->correction.code, kCodes)->required();
  add_reason(*command, told->correction)->required();
  add_connection(*command, told->at);
}

void add_count(CLI::App& attendance, Work& work) {
  const auto told = std::make_shared<ToldOfCorrection>();
  CLI::App* command = add_correction(
      attendance, work, "count", "Say how many came whose names nobody knows, besides those recorded by name", told,
      count_attendance);
  command->add_option("ORGANISATION", told->correction.organisation, "With which they came: its id")->required();
  command->add_option("COUNT", told->correction.count, "How many; 0: none any more")
      ->required()
      ->check(CLI::NonNegativeNumber);
  add_reason(*command, told->correction);
  add_connection(*command, told->at);
}

}  // namespace

void add_commands_for_attendance(CLI::App& app, Work& work) {
  CLI::App* attendance = app.add_subcommand("attendance", "Put right who came to a session; nothing is edited away");
  attendance->require_subcommand(1);
  add_take_back(*attendance, work);
  add_restore(*attendance, work);
  add_move(*attendance, work);
  add_count(*attendance, work);
}

}  // namespace opora::tool
