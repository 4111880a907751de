#include "opora/tool/load_folder.h"

#include <chrono>
#include <cstdio>
#include <iostream>

#include <unistd.h>

#include "opora/all_services/refusal_words.h"
#include "opora/load/comparison_text.h"
#include "opora/load/duplicates.h"
#include "opora/load/load.h"
#include "opora/load/refused_rows.h"
#include "opora/load/rights.h"
#include "opora/round_folder/folder.h"
#include "opora/tool/progress.h"
#include "opora/tool/say.h"

namespace opora::tool {
namespace {

using round_folder::Said;
using round_folder::Wording;

tl::unexpected<Error> refuse_folder(const std::vector<round_folder::Defect>& defects, std::size_t total,
                                    const Wording& wording) {
  for (const round_folder::Defect& defect : defects) say_error(wording.text(defect));
  std::string message = wording.text(Said("folder_has_defects", {}, total));
  if (total > defects.size())
    message += " " + wording.text(Said("first_are_listed", {{"number", std::to_string(defects.size())}}));
  return refuse(Code::invalid, "FOLDER_REFUSED",
                message + " " + wording.text(Said("nothing_loaded")) + " " + wording.text(Said("mend_and_load_again")));
}

// Whether the folder goes in whole where nothing of it is yet.
Result<void> check_folder(const round_folder::ReadFolder& read, const Wording& wording) {
  if (!read.defects.empty()) return refuse_folder(read.defects.sorted(), read.defects.total(), wording);
  const load::Told<load::Refused> refused = load::refused_rows(read.folder);
  if (refused.total > 0) return refuse_folder(refused.kept, refused.total, wording);
  return {};
}

std::string name_of(const load::PlannedRound& round, const std::string& language) {
  for (const std::string& tag : {language, std::string("en")})
    if (const auto name = round.name.by_language.find(tag); name != round.name.by_language.end()) return name->second;
  return round.name.by_language.begin()->second;
}

std::string in_seconds(std::chrono::duration<double> took) {
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.1f", took.count());
  return seconds;
}

// Said only when nothing was sent: of what was sent an event need not tell, as of a session that is planned only.
std::string summary_of(const load::Comparison& comparison, const load::Loaded& loaded, const std::string& seconds,
                       const Wording& wording) {
  const std::vector<round_folder::Part> took{{"seconds", seconds}};
  if (comparison.has_work() && loaded.new_event_count)
    return wording.text(Said("loaded_events", took, *loaded.new_event_count));
  if (comparison.has_work()) return wording.text(Said("loaded", took));
  const std::size_t gone = comparison.gone_count();
  if (gone == 0) return wording.text(Said("everything_there", took));
  return wording.text(Said("folder_there", took)) + " " + wording.text(Said("rows_stay", {}, gone));
}

// What somebody should know before they agree, and might have meant otherwise.
void say_notes(const std::vector<load::Note>& notes, const Wording& wording) {
  constexpr std::size_t kNotesMax = 50;
  for (std::size_t i = 0; i < notes.size() && i < kNotesMax; ++i) say(wording.text(notes[i]));
  if (notes.size() > kNotesMax)
    say(wording.text(Said("and_more", {{"number", std::to_string(notes.size() - kNotesMax)}})));
}

bool at_terminal() { return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0; }

// Asks whoever sits there; anything but a yes is a no.
bool confirmed(const Wording& wording) {
  std::fputs((wording.text(Said("go_on")) + " [y/N] ").c_str(), stderr);
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

// Whether to go on once it was shown what that does.
Result<bool> agreed(const load::Comparison& comparison, const LoadFolderOptions& load, const Wording& wording) {
  const Step step = step_after(comparison, load, at_terminal());
  if (step != Step::go_on || load.yes || comparison.gone_count() > 0)
    for (const std::string& line : load::lines_of(comparison, wording)) say(line);
  if (step == Step::refuse)
    return refuse(Code::conflict, "CHANGES_NOT_CONFIRMED", wording.text(Said("changes_not_confirmed")));
  if (step == Step::ask && !confirmed(wording))
    return refuse(Code::conflict, "CHANGES_NOT_CONFIRMED", wording.text(Said("nothing_changed")));
  return step != Step::end;
}

Result<void> put_on_platform(const round_folder::RoundFolder& folder, Client& client, const LoadFolderOptions& load,
                             const Wording& wording) {
  const auto begun = std::chrono::steady_clock::now();
  const load::Progress progress = progress_on_terminal(wording);
  const load::LoadOptions options{.region = load.region, .wording = wording};
  const load::Query query = [&wording, ask = load::queries_of(client, options)](const auto& request, auto& answer) {
    return ask(request, answer).map_error([&](Error refusal) { return wording.in_language(std::move(refusal)); });
  };
  TRY(network, load::read_network(query, load.region));
  const load::SharedIds shared = load::shared_ids(folder, load::known_of(network));
  TRY(people, load::resolve(load::keys_of(folder), client, options, progress));
  const load::Plan plan = load::plan(folder, people, shared);
  TRY(standing, load::read_standing(plan, std::move(network), query));
  say_notes(shared.notes, wording);
  say_notes(load::likely_same_people(folder, people, shared, load::known_members(standing)), wording);
  load::Comparison comparison = load::compare(folder, people, plan, standing);
  load::refuse_what_is_others(comparison, standing);
  std::vector<std::string> refused;
  if (auto accepted = load::check_accepted(comparison, wording, refused); !accepted) {
    if (comparison.gone_count() > 0)
      for (const std::string& line : load::lines_of(comparison, wording)) say(line);
    for (const std::string& line : refused) say_error(line);
    return accepted;
  }
  TRY(go_on, agreed(comparison, load, wording));
  if (!go_on) return {};
  TRY(loaded, load::load(comparison.to_do, client, options, progress));
  for (const auto& [session, count] : comparison.scans_set_aside) loaded.scans_set_aside[session] += count;
  for (const load::PlannedRound& round : plan.rounds)
    say(wording.text(Said("round", {{"reference", round.reference},
                                    {"id", round.id},
                                    {"name", name_of(round, load.language)}})));
  say(summary_of(comparison, loaded, in_seconds(std::chrono::steady_clock::now() - begun), wording));
  for (const std::string& line : lines_of_set_aside(loaded, wording)) say(line);
  return {};
}

}  // namespace

Step step_after(const load::Comparison& comparison, const LoadFolderOptions& load, bool at_terminal) {
  if (load.dry_run) return Step::end;
  if (load.yes || !comparison.has_work()) return Step::go_on;  // what is gone stays, so there is nothing to agree to
  if (at_terminal) return Step::ask;
  return comparison.asks_first() ? Step::refuse : Step::go_on;
}

// Loading again says it again.
std::vector<std::string> lines_of_set_aside(const load::Loaded& loaded, const Wording& wording) {
  std::int64_t count = 0;
  for (const auto& [session, scans] : loaded.scans_set_aside) count += scans;
  if (count == 0) return {};
  std::vector<std::string> lines{wording.text(Said("scans_set_aside", {}, count))};
  for (const auto& [session, scans] : loaded.scans_set_aside)
    lines.push_back("    opora scans list " + session + "    (" + std::to_string(scans) + ")");
  lines.push_back(wording.text(Said("settle_scans")));
  return lines;
}

Result<void> load_folder(const ConnectionOptions& options, const LoadFolderOptions& load) {
  const round_folder::ReadFolder read = round_folder::read_round_folder(load.folder);
  const Wording wording(load.language, read.defects.names(), in_language);
  for (const round_folder::Defect& note : read.defects.notes()) say_error(wording.text(note));
  TRY_DO(check_folder(read, wording));
  say_notes(load::likely_duplicates(read.folder), wording);
  if (load.only_check) {
    say(wording.text(Said("no_defects")));
    return {};
  }
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR).map_error([&](Error refusal) {
    return wording.in_language(std::move(refusal));
  }));
  auto put = put_on_platform(read.folder, *client, load, wording);
  if (!put && put.error().code == Code::denied)
    put.error().message +=
        " " + wording.text(Said(load.region.empty() ? "name_the_region" : "an_administrator_loads"));
  return put;
}

}  // namespace opora::tool
