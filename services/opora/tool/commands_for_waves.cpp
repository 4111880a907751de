// Waves, as they are typed: drafting them, what their keepers do, sheets, and what became of them.
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "feedback_pages_words.h"
#include "opora/all_services/refusal_words.h"
#include "opora/tool/keepers.h"
#include "opora/tool/options.h"
#include "opora/tool/wave_draft.h"
#include "opora/tool/wave_sheets.h"
#include "opora/tool/waves.h"
#include "opora_tool_words.h"

namespace opora::tool {
namespace {

constexpr int kSheetsMax = 2'000;

// What a command is told, and where the platform is.
template <class Options>
struct Told {
  ConnectionOptions at;
  Options options;
};

void add_language(CLI::App& command, std::string& language) {
  command.add_option("--language", language, "In which it speaks")
      ->check(CLI::IsMember(opora_tool_words().languages()))
      ->capture_default_str();
}

// What is refused is said in that language, where there are words for it.
template <class Options, class Do>
void set_work(CLI::App& command, Work& work, const std::shared_ptr<Told<Options>>& told, Do act,
              std::function<std::string()> language) {
  add_connection(command, told->at);
  command.callback([&work, told, act = std::move(act), language = std::move(language)] {
    work = [told, act, language] {
      return act(told->at, told->options).map_error([&](Error refusal) {
        return in_language(std::move(refusal), language());
      });
    };
  });
}

void add_results(CLI::App& command, DraftOptions& draft) {
  command
      .add_option("--primary", draft.primary,
                  "SCALE FROM TO: the one scale and pair of moments of which \"lower\" or \"higher\" may be said later")
      ->expected(3);
  command.add_option("--partition", draft.partition_question,
                     "The one question by whose answers groups of ten or more may be shown");
  command
      .add_option("--group", draft.partition_groups,
                  "CODE=OPTION,OPTION: which of its options make a group; may be repeated. Else each its own")
      ->allow_extra_args(false);
}

void add_draft(CLI::App& wave, Work& work) {
  const auto told = std::make_shared<Told<DraftOptions>>();
  DraftOptions& draft = told->options;
  CLI::App* command = wave.add_subcommand("draft", "Draft up to three waves in which the same people are asked");
  command->add_option("ROUND", draft.round, "An id, a reference such as amur-2023, or a name")->required();
  const char* what = "QUESTIONNAIRE OPENS CLOSES, by the clocks there: own_strain 2023-10-17T08:00 2023-10-17T10:00";
  command->add_option("--before", draft.before, what)->expected(3);
  command->add_option("--after", draft.after, what)->expected(3);
  command->add_option("--follow-up", draft.follow_up, what)->expected(3);
  command->add_option("--months-later", draft.months_later, "Of the follow-up")
      ->check(CLI::Range(1, 36))
      ->capture_default_str();
  command->add_option("--remind", draft.reminders, "MOMENT=TIME: when to remind of a wave; may be repeated")
      ->allow_extra_args(false);
  command
      ->add_option("--keeper", draft.keepers,
                   "The account of a keeper, the subject of their token; twice. Nobody who leads the sessions")
      ->allow_extra_args(false);
  command->add_option("--project", draft.project, "Only of this project, by its id");
  command->add_option("--session", draft.session, "Only of this session, by its id");
  command->add_option("--zone", draft.zone,
                      "The time zone, such as Asia/Almaty; that of the round's sessions unless given");
  command->add_option("--grace-hours", draft.grace_hours,
                      "So long after closing it counts who came, if that is told late; 48 unless given")
      ->check(CLI::Range(1, 336));
  add_results(*command, draft);
  command->add_flag("--entered-afterwards", draft.entered_afterwards,
                    "Answers were given on paper: opens once both keepers have confirmed, closes by opora wave close");
  command->add_option("--series-key", draft.key, "Tells several series about one round apart")->capture_default_str();
  add_language(*command, draft.language);
  set_work(*command, work, told, draft_waves, [told] { return told->options.language; });
}

CLI::App* add_keeper_command(CLI::App& wave, Work& work, const char* name, const char* what,
                             const std::shared_ptr<Told<KeeperOptions>>& told,
                             Result<void> (*act)(const ConnectionOptions&, const KeeperOptions&)) {
  CLI::App* command = wave.add_subcommand(name, what);
  add_language(*command, told->options.language);
  set_work(*command, work, told, act, [told] { return told->options.language; });
  return command;
}

void add_keepers(CLI::App& wave, Work& work) {
  const char* series = "The series' id, as opora wave draft and opora wave status print it";
  const auto shown = std::make_shared<Told<KeeperOptions>>();
  add_keeper_command(wave, work, "keeper",
                     "Become a keeper, with a token of your own: your passphrase is shown once, and you type it back",
                     shown, add_keeper)
      ->add_option("SERIES", shown->options.series, series)
      ->required();

  const auto confirmed = std::make_shared<Told<KeeperOptions>>();
  CLI::App* confirm = add_keeper_command(wave, work, "confirm", "Type back the passphrase that you were shown",
                                         confirmed, confirm_keeper);
  confirm->add_option("SERIES", confirmed->options.series, series)->required();
  add_passphrase(*confirm, confirmed->options.passphrase);

  const auto replaced = std::make_shared<Told<KeeperOptions>>();
  CLI::App* replace = add_keeper_command(
      wave, work, "replace-keeper", "Put somebody in the other keeper's place, before the first answer", replaced,
      replace_keeper);
  replace->add_option("SERIES", replaced->options.series, series)->required();
  replace->add_option("ACCOUNT", replaced->options.new_keeper, "Who: the subject of their token")->required();
  add_passphrase(*replace, replaced->options.passphrase);

  const auto opened = std::make_shared<Told<KeeperOptions>>();
  CLI::App* open = add_keeper_command(wave, work, "open",
                                      "Open a wave that is counted, with your passphrase. For good", opened, open_wave);
  open->add_option("WAVE", opened->options.wave, "Its id")->required();
  add_passphrase(*open, opened->options.passphrase);
}

void add_paper(CLI::App& command, SheetOptions& sheets) {
  command.add_option("SERIES", sheets.series, "The series' id")->required();
  command.add_option("--out", sheets.out, "Write them to this new file, which nobody else may read")->required();
  command.add_option("--format", sheets.format, "html to print, or json for a program")
      ->check(CLI::IsMember({"html", "json"}))
      ->capture_default_str();
  command.add_option("--language", sheets.languages, "Of the sheets; may be given twice, one language below the other")
      ->check(CLI::IsMember(feedback_pages_words().languages()))
      ->allow_extra_args(false);
  command.add_option("--page-address", sheets.page_address,
                     "Where the questionnaire is served, if it is: https://opora.example/q");
}

void add_sheets(CLI::App& wave, Work& work) {
  const auto language_of = [](const std::shared_ptr<Told<SheetOptions>>& told) {
    return [told] { return told->options.languages.empty() ? std::string("en") : told->options.languages.front(); };
  };
  const auto first = std::make_shared<Told<SheetOptions>>();
  CLI::App* sheets = wave.add_subcommand("sheets", "Draw sheets to print, each with a code for every wave");
  add_paper(*sheets, first->options);
  sheets->add_option("--count", first->options.count, "How many; as many as are expected, and a reserve, unless given")
      ->check(CLI::Range(1, kSheetsMax));
  set_work(*sheets, work, first, draw_sheets, language_of(first));

  const auto more = std::make_shared<Told<SheetOptions>>();
  more->options.are_more = true;
  CLI::App* others = wave.add_subcommand("more-sheets", "Draw more, which nobody can tell from the first");
  add_paper(*others, more->options);
  others->add_option("COUNT", more->options.count, "How many")->required()->check(CLI::Range(1, kSheetsMax));
  set_work(*others, work, more, draw_sheets, language_of(more));
}

void add_status(CLI::App& wave, Work& work) {
  const auto told = std::make_shared<Told<WaveOptions>>();
  const auto format = std::make_shared<std::string>("text");
  CLI::App* command = wave.add_subcommand("status", "Say how far a round's waves are, and whom they wait for");
  command->add_option("ROUND", told->options.of, "An id, a reference such as amur-2023, or a name")->required();
  command->add_option("--format", *format, "text, or json for a program")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  add_language(*command, told->options.language);
  const auto act = [format](const ConnectionOptions& at, const WaveOptions& options) {
    return print_waves(at, options, *format == "json");
  };
  set_work(*command, work, told, act, [told] { return told->options.language; });
}

void add_ends(CLI::App& wave, Work& work) {
  const auto closed = std::make_shared<Told<WaveOptions>>();
  CLI::App* close =
      wave.add_subcommand("close", "Close a wave whose answers were entered afterwards; others close in time");
  close->add_option("WAVE", closed->options.of, "Its id")->required();
  add_language(*close, closed->options.language);
  set_work(*close, work, closed, close_wave, [closed] { return closed->options.language; });

  const auto lost = std::make_shared<Told<WaveOptions>>();
  CLI::App* give_up = wave.add_subcommand(
      "give-up", "Say that both keepers have lost their passphrases: the answers are destroyed. For good");
  give_up->add_option("WAVE", lost->options.of, "Its id")->required();
  add_language(*give_up, lost->options.language);
  set_work(*give_up, work, lost, give_up_wave, [lost] { return lost->options.language; });
}

void add_open_answers(CLI::App& wave, Work& work) {
  const auto told = std::make_shared<Told<WaveOptions>>();
  const auto form = std::make_shared<Form>(Form::table);
  CLI::App* command = wave.add_subcommand(
      "open-answers", "Print what people wrote in an opened wave, for those who code it. It is never quoted");
  command->add_option("WAVE", told->options.of, "Its id")->required();
  command->add_option("--question", told->options.question, "Only to this question, by its id");
  CLI::Option* csv = command->add_flag_callback("--csv", [form] { *form = Form::csv; }, "For a spreadsheet");
  command->add_flag_callback("--json", [form] { *form = Form::json; }, "For a program")->excludes(csv);
  command->add_option("--out", told->options.out, "Write it to this new file, which nobody else may read");
  add_language(*command, told->options.language);
  const auto act = [form](const ConnectionOptions& at, const WaveOptions& options) {
    return print_open_answers(at, options, *form);
  };
  set_work(*command, work, told, act, [told] { return told->options.language; });
}

}  // namespace

void add_commands_for_waves(CLI::App& app, Work& work) {
  CLI::App* wave = app.add_subcommand("wave", "Ask participants so that nobody can tell who answered (docs/waves.md)");
  wave->require_subcommand(1);
  add_draft(*wave, work);
  add_keepers(*wave, work);
  add_sheets(*wave, work);
  add_status(*wave, work);
  add_ends(*wave, work);
  add_open_answers(*wave, work);
}

}  // namespace opora::tool
