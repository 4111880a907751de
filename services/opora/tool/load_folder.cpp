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
  for (const round_folder::Defect& defect : defects.sorted()) complain(round_folder::to_text(defect));
  const std::size_t total = defects.total();
  std::string message = total == 1 ? "The folder has a defect" : "The folder has " + std::to_string(total) + " defects";
  if (total > round_folder::Defects::kKeptMax) message += ", the first 50 of which are listed";
  return refuse(Code::invalid, "FOLDER_REFUSED", message + ". Nothing was loaded: mend it and load again.");
}

std::string name_of(const load::PlannedRound& round) {
  const auto english = round.name.find("en");
  return english != round.name.end() ? english->second : round.name.begin()->second;
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

// Whoever loads a folder learns here, and nowhere else, that some of it is in no figure.
void print_set_aside(const load::Loaded& loaded) {
  std::int64_t count = 0;
  for (const auto& [session, scans] : loaded.scans_set_aside) count += scans;
  if (count == 0) return;
  say(std::to_string(count) + (count == 1 ? " scan was" : " scans were") +
      " set aside when first uploaded, and counts nowhere until somebody has looked at it:");
  for (const auto& [session, scans] : loaded.scans_set_aside)
    say("    opora scans list " + session + "    (" + std::to_string(scans) + ")");
  say("tells why; opora scans confirm lets them count, opora scans discard takes them off the list.");
}

Result<void> put_on_platform(const round_folder::RoundFolder& folder, Client& client) {
  const auto begun = std::chrono::steady_clock::now();
  const load::Progress progress = progress_on_terminal();
  TRY(people, load::resolve(load::keys_of(folder), client, {}, progress));
  const load::Plan plan = load::plan(folder, people);
  TRY(loaded, load::load(plan, client, {}, progress));
  print_summary(plan, loaded, std::chrono::steady_clock::now() - begun);
  print_set_aside(loaded);
  return {};
}

}  // namespace

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
