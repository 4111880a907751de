#include "opora/tool/command_line.h"

#include <algorithm>
#include <set>

#include "opora/round_folder/decoding.h"
#include "opora/tool/options.h"
#include "platform/process/version.h"

namespace opora::tool {
namespace {

// An empty value takes a variable back, where there may be none. Anywhere else it is one that somebody's script failed
// to fill in, and the tool would act where nobody told it to.
bool may_be_empty(const CLI::Option& option) {
  return !option.get_envname().empty() && !option.get_required() && option.get_default_str().empty();
}

// A path is whatever the file system holds.
bool is_path(const CLI::Option& option) {
  static const std::set<std::string> kPaths = {
      "--authority", "--certificate", "--data", "--file", "--key", "--out", "--passphrase-file", "--password-file",
      "--scale", "FILE", "FOLDER"};
  return kPaths.contains(option.get_name());
}

void refuse_nonsense(CLI::App& command) {
  for (CLI::Option* option : command.get_options()) {
    if (option->get_items_expected_max() == 0) continue;  // of flags, nothing is expected
    if (!may_be_empty(*option))
      option->check([](const std::string& value) { return std::string(value.empty() ? "is empty" : ""); });
    // No call takes it, and protobuf would say so in words of its own.
    if (!is_path(*option))
      option->check([](const std::string& value) {
        return std::string(round_folder::is_utf8(value) ? "" : "is not UTF-8, as all text here is");
      });
  }
  for (CLI::App* each : command.get_subcommands(nullptr)) refuse_nonsense(*each);
}

// CLI11 would only say that a command is missing.
void check_commands(CLI::App& app, const std::vector<std::string>& words) {
  std::string path = app.get_name();
  std::vector<CLI::App*> below = app.get_subcommands(nullptr);
  for (const std::string& word : words) {
    if (below.empty() || word.starts_with("-")) return;
    const auto found = std::ranges::find_if(below, [&](const CLI::App* each) {
      return each->get_name() == word || std::ranges::count(each->get_aliases(), word) > 0;
    });
    if (found == below.end()) throw CLI::ExtrasError(path, {word + " is no command; " + path + " --help lists them"});
    path += " " + word;
    below = (*found)->get_subcommands(nullptr);
  }
}

// CLI11 takes `--name=` for a flag whose value is the next word.
std::vector<std::string> with_empty_values(const std::vector<std::string>& words) {
  std::vector<std::string> all;
  for (const std::string& word : words) {
    const bool is_empty = word.starts_with("--") && word.find('=') == word.size() - 1;
    all.push_back(is_empty ? word.substr(0, word.size() - 1) : word);
    if (is_empty) all.emplace_back();
  }
  return all;
}

}  // namespace

CommandLine::CommandLine()
    : app_("Opora plans programmes of training, registers who comes, and reports whom they reached.", "opora") {
  app_.require_subcommand(1);
  app_.set_version_flag("--version", build());
  app_.footer("opora COMMAND --help says more.");
  // It reads its words itself (main.cpp); here it is for whoever asks what there is.
  app_.add_subcommand("serve", "Run the platform");
  add_commands_for_running(app_, work_);
  add_commands_for_stopped(app_, work_);
  refuse_nonsense(app_);
}

void CommandLine::read(const std::vector<std::string>& words) {
  check_commands(app_, words);
  std::vector<std::string> last_first = with_empty_values(words);
  std::ranges::reverse(last_first);
  app_.parse(std::move(last_first));
}

}  // namespace opora::tool
