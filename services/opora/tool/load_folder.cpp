#include "opora/tool/load_folder.h"

#include <chrono>
#include <cstdio>
#include <iostream>

#include <unistd.h>

#include "opora/load/comparison_text.h"
#include "opora/load/duplicates.h"
#include "opora/load/known_people.h"
#include "opora/load/load.h"
#include "opora/load/refused_rows.h"
#include "opora/load/rights.h"
#include "opora/round_folder/folder.h"
#include "opora/tool/progress.h"
#include "opora/tool/say.h"

namespace opora::tool {
namespace {

tl::unexpected<Error> refuse_folder(const std::vector<std::string>& lines, std::size_t total) {
  for (const std::string& line : lines) say_error(line);
  std::string message = total == 1 ? "The folder has a defect" : "The folder has " + std::to_string(total) + " defects";
  if (total > lines.size()) message += ", the first " + std::to_string(lines.size()) + " of which are listed";
  return refuse(Code::invalid, "FOLDER_REFUSED", message + ". Nothing was loaded: mend it and load again.");
}

// Whether the folder goes in whole where nothing of it is yet.
Result<void> check_folder(const round_folder::ReadFolder& read) {
  std::vector<std::string> lines;
  for (const round_folder::Defect& defect : read.defects.sorted()) lines.push_back(round_folder::to_text(defect));
  if (!read.defects.empty()) return refuse_folder(lines, read.defects.total());
  const load::Told<load::Refused> refused = load::refused_rows(read.folder);
  for (const load::Refused& row : refused.kept) lines.push_back(load::to_text(row));
  if (refused.total > 0) return refuse_folder(lines, refused.total);
  return {};
}

std::string name_of(const load::PlannedRound& round) {
  const auto english = round.name.by_language.find("en");
  return english != round.name.by_language.end() ? english->second : round.name.by_language.begin()->second;
}

std::string in_seconds(std::chrono::duration<double> took) {
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.1f s", took.count());
  return seconds;
}

// Said only when nothing was sent: of what was sent an event need not tell, as of a session that is planned only.
std::string summary_of(const load::Comparison& comparison, const load::Loaded& loaded, const std::string& seconds) {
  if (comparison.has_work())
    return "Loaded in " + seconds +
           (loaded.new_event_count ? ": " + std::to_string(*loaded.new_event_count) + " new events." : ".");
  const std::size_t gone = comparison.gone_count();
  if (gone == 0) return "Everything was there already (" + seconds + ").";
  return "Everything in the folder was there already (" + seconds + "); " + std::to_string(gone) +
         (gone == 1 ? " row" : " rows") + " of the platform are not in the folder, and stay.";
}

// What somebody should know before they agree, and might have meant otherwise.
void say_notes(const std::vector<load::Note>& notes) {
  constexpr std::size_t kNotesMax = 50;
  for (std::size_t i = 0; i < notes.size() && i < kNotesMax; ++i)
    say(notes[i].file + ", line " + std::to_string(notes[i].line) + ": " + notes[i].message);
  if (notes.size() > kNotesMax) say("and " + std::to_string(notes.size() - kNotesMax) + " more like these");
}

bool at_terminal() { return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0; }

// Asks whoever sits there; anything but a yes is a no.
bool confirmed() {
  std::fputs("Go on? [y/N] ", stderr);
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

// Whether to go on once it was shown what that does.
Result<bool> agreed(const load::Comparison& comparison, const LoadFolderOptions& load) {
  const Step step = step_after(comparison, load, at_terminal());
  if (step != Step::go_on || load.yes || comparison.gone_count() > 0)
    for (const std::string& line : load::lines_of(comparison)) say(line);
  if (step == Step::refuse)
    return refuse(Code::conflict, "CHANGES_NOT_CONFIRMED",
                  "The folder changes rows, or lacks rows that the platform has. Nothing was changed. Look at what is "
                  "listed, and add --yes to go on: what is gone from the folder stays on the platform.");
  if (step == Step::ask && !confirmed())
    return refuse(Code::conflict, "CHANGES_NOT_CONFIRMED", "Nothing was changed.");
  return step != Step::end;
}

// Refuses what can't go in beside what the platform has.
Result<void> check_rows(const load::Comparison& comparison) {
  std::vector<std::string> refused;
  auto accepted = load::check_accepted(comparison, refused);
  if (!accepted && comparison.gone_count() > 0)
    for (const std::string& line : load::lines_of(comparison)) say(line);
  for (const std::string& line : refused) say_error(line);
  return accepted;
}

// A folder beside a platform. Nothing is changed before load() is asked to.
class Loading {
 public:
  Loading(const round_folder::RoundFolder& folder, Client& client, const LoadFolderOptions& load)
      : folder_(folder), client_(client), load_(load), options_{.region = load.region} {}

  Result<void> run() {
    TRY_DO(read());
    load::Comparison comparison = compared();
    TRY_DO(check_rows(comparison));
    TRY(go_on, agreed(comparison, load_));
    if (!go_on) return {};
    TRY_DO(give_ids(comparison));
    return put(comparison);
  }

 private:
  Result<void> read() {
    const load::Query query = load::queries_of(client_, options_);
    TRY(network, load::read_network(query, load_.region));
    const load::SharedIds shared = load::shared_ids(folder_, load::known_of(network));
    plan_ = load::plan(folder_, people_, shared);
    TRY(standing, load::read_standing(plan_, std::move(network), query));
    standing_ = std::move(standing);
    const load::Keys keys = load::keys_of(folder_);
    TRY(listed, load::read_keys(keys, query, load_.region));
    TRY(people, load::known_people(keys, std::move(listed), standing_));
    people_ = std::move(people.ids);
    newcomers_ = std::move(people.newcomers);
    say_notes(shared.notes);
    say_notes(load::likely_same_people(folder_, people_, shared, load::known_members(standing_)));
    return {};
  }

  load::Comparison compared() const {
    load::Comparison comparison = load::compare(folder_, people_, plan_, standing_);
    load::refuse_what_is_others(comparison, standing_);
    return comparison;
  }

  // Once it was agreed to. Somebody may be known by now, so it is compared with the ids that they have.
  Result<void> give_ids(load::Comparison& comparison) {
    if (newcomers_.empty() || !comparison.has_work()) return {};
    TRY(ids, load::resolve(newcomers_, client_, options_, progress_));
    comparison = {};
    for (auto& [key, id] : ids) people_[key] = std::move(id);
    comparison = compared();
    return check_rows(comparison);
  }

  Result<void> put(load::Comparison& comparison) {
    plan_.stages.clear();
    standing_ = {};
    TRY(loaded, load::load(comparison.to_do, client_, options_, progress_));
    for (const auto& [session, count] : comparison.scans_set_aside) loaded.scans_set_aside[session] += count;
    for (const load::PlannedRound& round : plan_.rounds)
      say("round " + round.reference + " (" + round.id + "): " + name_of(round));
    say(summary_of(comparison, loaded, in_seconds(std::chrono::steady_clock::now() - begun_)));
    for (const std::string& line : lines_of_set_aside(loaded)) say(line);
    return {};
  }

  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  const round_folder::RoundFolder& folder_;
  Client& client_;
  const LoadFolderOptions& load_;
  const load::LoadOptions options_;
  const load::Progress progress_ = progress_on_terminal();
  load::PersonIds people_;  // of which the plan is made
  load::Keys newcomers_;
  load::Plan plan_;
  load::Standing standing_;
};

}  // namespace

Step step_after(const load::Comparison& comparison, const LoadFolderOptions& load, bool at_terminal) {
  if (load.dry_run) return Step::end;
  if (load.yes || !comparison.has_work()) return Step::go_on;  // what is gone stays, so there is nothing to agree to
  if (at_terminal) return Step::ask;
  return comparison.asks_first() ? Step::refuse : Step::go_on;
}

// Loading again says it again.
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

Result<void> load_folder(const ConnectionOptions& options, const LoadFolderOptions& load) {
  const round_folder::ReadFolder read = round_folder::read_round_folder(load.folder);
  for (const round_folder::Defect& note : read.defects.notes()) say_error(round_folder::to_text(note));
  TRY_DO(check_folder(read));
  say_notes(load::likely_duplicates(read.folder));
  if (load.only_check) {
    say("The folder has no defects.");
    return {};
  }
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  auto put = Loading(read.folder, *client, load).run();
  if (!put && put.error().code == Code::denied)
    put.error().message += load.region.empty() ? " With a coordinator's token name their region: --region."
                                               : " What is the network's, or another region's, an administrator loads.";
  return put;
}

}  // namespace opora::tool
