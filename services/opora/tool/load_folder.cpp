#include "opora/tool/load_folder.h"

#include <chrono>
#include <cstdio>
#include <iostream>
#include <sstream>

#include <unistd.h>

#include "opora/all_services/refusal_words.h"
#include "opora/load/comparison_text.h"
#include "opora/load/corrected_since.h"
#include "opora/load/duplicates.h"
#include "opora/load/known_people.h"
#include "opora/load/load.h"
#include "opora/load/odd_times.h"
#include "opora/load/refused_rows.h"
#include "opora/load/rights.h"
#include "opora/round_folder/folder.h"
#include "opora/tool/loaded_waves.h"
#include "opora/tool/progress.h"
#include "opora/tool/say.h"
#include "platform/text/typed_text.h"
#include "platform/clock/clock.h"

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

// Asks whoever sits there.
bool confirmed(const Wording& wording) {
  std::fputs((wording.text(Said("go_on")) + " ").c_str(), stderr);
  std::string answer;
  std::getline(std::cin, answer);
  return is_yes(answer, wording);
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

// Refuses what can't go in beside what the platform has.
Result<void> check_rows(const load::Comparison& comparison, const Wording& wording, bool ids_are_given = false) {
  std::vector<std::string> refused;
  auto accepted = load::check_accepted(comparison, wording, refused, ids_are_given);
  if (!accepted && comparison.gone_count() > 0)
    for (const std::string& line : load::lines_of(comparison, wording)) say(line);
  for (const std::string& line : refused) say_error(line);
  return accepted;
}

// A folder beside a platform. Nothing is changed before load() is asked to.
class Loading {
 public:
  Loading(const round_folder::RoundFolder& folder, Client& client, const ConnectionOptions& connection,
          const LoadFolderOptions& load, const Wording& wording)
      : folder_(folder),
        client_(client),
        load_(load),
        wording_(wording),
        options_{.region = load.region, .wording = wording},
        waves_(folder, connection, client, options_, wording) {}

  Result<void> run() {
    TRY_DO(read());
    TRY(comparison, compared());
    TRY_DO(check_rows(comparison, wording_));
    TRY(go_on, agreed(comparison, load_, wording_));
    if (!go_on) return {};
    TRY_DO(give_ids(comparison));
    return put(comparison);
  }

 private:
  load::Query queries() const {
    return [this, ask = load::queries_of(client_, options_)](const auto& request, auto& answer) {
      return ask(request, answer).map_error([&](Error refusal) { return wording_.in_language(std::move(refusal)); });
    };
  }

  Result<void> read() {
    const load::Query query = queries();
    TRY(network, load::read_network(query, load_.region));
    const load::SharedIds shared = load::shared_ids(folder_, load::known_of(network));
    plan_ = load::plan(folder_, people_, shared);
    TRY(standing, load::read_standing(plan_, std::move(network), query));
    standing_ = std::move(standing);
    standing_.now = SystemClock().now();
    const load::Keys keys = load::keys_of(folder_);
    TRY(listed, load::read_keys(keys, query, load_.region));
    TRY(people, load::known_people(keys, std::move(listed), standing_, wording_));
    people_ = std::move(people.ids);
    newcomers_ = std::move(people.newcomers);
    say_notes(shared.notes, wording_);
    say_notes(load::likely_same_people(folder_, people_, shared, load::known_members(standing_)), wording_);
    return {};
  }

  Result<load::Comparison> compared() const {
    load::Comparison comparison = load::compare(folder_, people_, plan_, standing_);
    TRY_DO(waves_.compare(queries(), comparison));
    load::refuse_what_is_others(comparison, standing_);
    TRY_DO(load::refuse_what_was_corrected_since(comparison, queries()));
    return comparison;
  }

  // Once it was agreed to. Somebody may be known by now, so it is compared with the ids that they have.
  Result<void> give_ids(load::Comparison& comparison) {
    if (newcomers_.empty() || !comparison.has_work()) return {};
    TRY_DO(load::check_not_expired(newcomers_, queries(), load_.region, wording_));
    TRY(ids, load::resolve(newcomers_, client_, options_, progress_));
    comparison = {};
    for (auto& [key, id] : ids) people_[key] = std::move(id);
    TRY(again, compared());
    comparison = std::move(again);
    return check_rows(comparison, wording_, true);
  }

  Result<void> put(load::Comparison& comparison) {
    plan_.stages.clear();
    standing_ = {};
    TRY(loaded, load::load(comparison.to_do, client_, options_, progress_));
    TRY(entered, waves_.enter(comparison, progress_));
    for (const auto& [session, count] : comparison.scans_set_aside) loaded.scans_set_aside[session] += count;
    loaded.scans_taken_back = comparison.scans_taken_back;
    for (const load::PlannedRound& round : plan_.rounds)
      say(wording_.text(Said("round", {{"reference", round.reference},
                                       {"id", round.id},
                                       {"name", name_of(round, load_.language)}})));
    say(summary_of(comparison, loaded, in_seconds(std::chrono::steady_clock::now() - begun_), wording_));
    for (const std::string& line : load::lines_of_done(comparison, wording_)) say(line);
    for (const std::string& line : lines_of_set_aside(loaded, wording_)) say(line);
    for (const std::string& line : entered) say(line);
    for (const std::string& line : lines_of_taken_back(loaded, wording_)) say(line);
    return {};
  }

  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  const round_folder::RoundFolder& folder_;
  Client& client_;
  const LoadFolderOptions& load_;
  const Wording& wording_;
  const load::LoadOptions options_;
  const load::Progress progress_ = progress_on_terminal(wording_);
  LoadedWaves waves_;
  load::PersonIds people_;  // of which the plan is made
  load::Keys newcomers_;
  load::Plan plan_;
  load::Standing standing_;
};

// How many there are, and by which command each session's are listed.
std::vector<std::string> lines_of_scans(const std::map<std::string, std::int64_t>& by_session, const std::string& what,
                                        const std::string& command, const Wording& wording) {
  std::int64_t count = 0;
  for (const auto& [session, scans] : by_session) count += scans;
  if (count == 0) return {};
  std::vector<std::string> lines{wording.text(Said(what, {}, count))};
  for (const auto& [session, scans] : by_session)
    lines.push_back("    " + command + " " + session + "    (" + wording.text(Said("scans_counted", {}, scans)) + ")");
  return lines;
}

}  // namespace

bool is_yes(const std::string& answer, const round_folder::Wording& wording) {
  std::istringstream words(wording.text(Said("words_of_yes")));
  for (std::string word; words >> word;)
    if (same_folded(answer, word)) return true;
  return false;
}

Step step_after(const load::Comparison& comparison, const LoadFolderOptions& load, bool at_terminal) {
  if (load.dry_run) return Step::end;
  if (load.yes || !comparison.has_work()) return Step::go_on;  // what is gone stays, so there is nothing to agree to
  if (at_terminal) return Step::ask;
  return comparison.asks_first() ? Step::refuse : Step::go_on;
}

// Loading again says it again.
std::vector<std::string> lines_of_set_aside(const load::Loaded& loaded, const Wording& wording) {
  auto lines = lines_of_scans(loaded.scans_set_aside, "scans_set_aside", "opora scans list", wording);
  if (!lines.empty()) lines.push_back(wording.text(Said("settle_scans")));
  return lines;
}

std::vector<std::string> lines_of_taken_back(const load::Loaded& loaded, const Wording& wording) {
  return lines_of_scans(loaded.scans_taken_back, "scans_taken_back", "opora list corrections", wording);
}

Result<void> load_folder(const ConnectionOptions& options, const LoadFolderOptions& load) {
  const round_folder::ReadFolder read = round_folder::read_round_folder(load.folder);
  const Wording wording(load.language, read.defects.names(), in_language);
  for (const round_folder::Defect& note : read.defects.notes()) say_error(wording.text(note));
  TRY_DO(check_folder(read, wording));
  say_notes(load::likely_duplicates(read.folder), wording);
  say_notes(load::odd_times(read.folder), wording);
  if (load.only_check) {
    say(wording.text(Said("no_defects")));
    return {};
  }
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR).map_error([&](Error refusal) {
    return wording.in_language(std::move(refusal));
  }));
  auto put = Loading(read.folder, *client, options, load, wording).run();
  if (!put && put.error().code == Code::denied)
    put.error().message +=
        " " + wording.text(Said(load.region.empty() ? "name_the_region" : "an_administrator_loads"));
  return put;
}

}  // namespace opora::tool
