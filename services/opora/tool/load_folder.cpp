#include "opora/tool/load_folder.h"

#include <chrono>
#include <cstdio>

#include "opora/load/load.h"
#include "opora/round_folder/folder.h"
#include "opora/tool/progress.h"
#include "opora/tool/say.h"

namespace opora::tool {
namespace {

tl::unexpected<Error> refuse_folder(const round_folder::Defects& defects) {
  for (const round_folder::Defect& defect : defects.sorted()) say_error(round_folder::to_text(defect));
  const std::size_t total = defects.total();
  std::string message = total == 1 ? "The folder has a defect" : "The folder has " + std::to_string(total) + " defects";
  if (total > round_folder::Defects::kKeptMax) message += ", the first 50 of which are listed";
  return refuse(Code::invalid, "FOLDER_REFUSED", message + ". Nothing was loaded: mend it and load again.");
}

std::string name_of(const load::PlannedRound& round) {
  const auto english = round.name.by_language.find("en");
  return english != round.name.by_language.end() ? english->second : round.name.by_language.begin()->second;
}

void print_summary(const load::Plan& plan, const load::Loaded& loaded, std::chrono::duration<double> took) {
  for (const load::PlannedRound& round : plan.rounds) {
    say("round " + round.reference + " (" + round.id + "): " + name_of(round));
  }
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.1f s", took.count());
  if (loaded.new_event_count == 0) {
    say("Everything was there already (" + std::string(seconds) + ").");
  } else {
    say("Loaded in " + std::string(seconds) + ": " + std::to_string(loaded.new_event_count) + " new events.");
  }
}

Result<void> put_on_platform(const round_folder::RoundFolder& folder, Client& client) {
  const auto begun = std::chrono::steady_clock::now();
  const load::Progress progress = progress_on_terminal();
  TRY(people, load::resolve(load::keys_of(folder), client, {}, progress));
  const load::Plan plan = load::plan(folder, people);
  TRY(loaded, load::load(plan, client, {}, progress));
  print_summary(plan, loaded, std::chrono::steady_clock::now() - begun);
  for (const std::string& line : lines_of_set_aside(loaded)) say(line);
  return {};
}

}  // namespace

// Loading again says it again, whatever became of them: an upload is answered as it was first.
std::vector<std::string> lines_of_set_aside(const load::Loaded& loaded) {
  std::int64_t count = 0;
  for (const auto& [session, scans] : loaded.scans_set_aside) count += scans;
  if (count == 0) return {};
  std::vector<std::string> lines;
  if (count == 1)
    lines.emplace_back(
        "1 scan was set aside when it was first uploaded. If nobody has settled it since, it counts nowhere, and is "
        "listed by:");
  else
    lines.push_back(std::to_string(count) +
                    " scans were set aside when they were first uploaded. Those that nobody has settled since count "
                    "nowhere, and are listed by:");
  for (const auto& [session, scans] : loaded.scans_set_aside)
    lines.push_back("    opora scans list " + session + "    (" + std::to_string(scans) + ")");
  lines.emplace_back("opora scans confirm lets scans count, opora scans discard takes them off the list.");
  return lines;
}

Result<void> load_folder(const ConnectionOptions& options, const std::string& folder, bool only_check) {
  const round_folder::ReadFolder read = round_folder::read_round_folder(folder);
  if (!read.defects.empty()) return refuse_folder(read.defects);
  if (only_check) {
    say("The folder has no defects.");
    return {};
  }
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  auto put = put_on_platform(read.folder, *client);
  if (!put && put.error().code == Code::denied)
    put.error().message = "Loading a folder takes an administrator's token. " + put.error().message;
  return put;
}

}  // namespace opora::tool
