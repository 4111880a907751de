// Questionnaires, and answers to them, as they are typed.
#include <memory>
#include <string>
#include <utility>

#include "opora/all_services/refusal_words.h"
#include "opora/tool/answer.h"
#include "opora/tool/options.h"
#include "opora/tool/questionnaires.h"
#include "opora_tool_words.h"

namespace opora::tool {
namespace {

struct ToldOfQuestionnaire {
  ConnectionOptions at;
  QuestionnaireOptions options;
};

void add_scales(CLI::App& command, QuestionnaireOptions& options) {
  command
      .add_option("--scale", options.scale_files,
                  "The file of a scale that it asks and that is not built in; may be repeated")
      ->allow_extra_args(false);
}

void add_language_of_words(CLI::App& command, std::string& language) {
  command.add_option("--language", language, "In which it speaks")
      ->check(CLI::IsMember(opora_tool_words().languages()))
      ->capture_default_str();
}

void add_check(CLI::App& questionnaire, Work& work) {
  const auto told = std::make_shared<ToldOfQuestionnaire>();
  CLI::App* command = questionnaire.add_subcommand("check", "Look for defects; needs no platform");
  command->add_option("FILE", told->options.files, "One or several (docs/questionnaires.md)")->required();
  add_scales(*command, told->options);
  add_language_of_words(*command, told->options.language);
  command->callback([&work, told] { work = [told] { return check_questionnaires(told->options); }; });
}

void add_add(CLI::App& questionnaire, Work& work) {
  const auto told = std::make_shared<ToldOfQuestionnaire>();
  CLI::App* command =
      questionnaire.add_subcommand("add", "Put a version on the platform; the same again changes nothing");
  command->add_option("FILE", told->options.files, "One or several (docs/questionnaires.md)")->required();
  add_scales(*command, told->options);
  add_language_of_words(*command, told->options.language);
  add_connection(*command, told->at);
  command->callback([&work, told] {
    work = [told] {
      return add_questionnaire(told->at, told->options).map_error([&](Error refusal) {
        return in_language(std::move(refusal), told->options.language);
      });
    };
  });
}

void add_render(CLI::App& questionnaire, Work& work) {
  const auto told = std::make_shared<ToldOfQuestionnaire>();
  CLI::App* command = questionnaire.add_subcommand(
      "render", "Write it as one page for a browser, which fetches nothing and sends nothing; needs no platform");
  command->add_option("FILE", told->options.files, "The questionnaire")->required()->expected(1);
  add_scales(*command, told->options);
  command->add_option("--language", told->options.language, "The reader's, by its tag, such as kk")
      ->capture_default_str();
  command->add_option("--wave", told->options.wave, "The wave that it will be answered for, by its id");
  command
      ->add_option("--help-line", told->options.help,
                   "Where people find help, in their language: a line that is shown at the end; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--out", told->options.out, "Write it to this file instead of printing it");
  command->callback([&work, told] { work = [told] { return render_questionnaire(told->options); }; });
}

void add_answer(CLI::App& app, Work& work) {
  struct Told {
    ConnectionOptions at;
    AnswerOptions options;
  };
  const auto told = std::make_shared<Told>();
  CLI::App* command = app.add_subcommand(
      "answer", "Send the answers of one sheet, as a questionnaire's page has saved them; nobody signs in");
  command->add_option("FILE", told->options.file, "What the page has saved; it is deleted once it is recorded")
      ->required();
  command->add_option("--wave", told->options.wave, "The wave's id, if the file names none");
  command->add_flag("--keep", told->options.keeps_file, "Leave the file, to be deleted by you");
  add_language_of_words(*command, told->options.language);
  add_connection(*command, told->at);
  command->callback([&work, told] { work = [told] { return answer(told->at, told->options); }; });
}

}  // namespace

void add_commands_for_questionnaires(CLI::App& app, Work& work) {
  CLI::App* questionnaire = app.add_subcommand("questionnaire", "Look at questionnaires, add them, make pages of them");
  questionnaire->require_subcommand(1);
  add_check(*questionnaire, work);
  add_add(*questionnaire, work);
  add_render(*questionnaire, work);
  add_answer(app, work);
}

}  // namespace opora::tool
