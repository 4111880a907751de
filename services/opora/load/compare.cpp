#include "opora/load/compare.h"

#include <algorithm>
#include <set>

#include "opora/load/compare_parts.h"
#include "platform/dates/dates.h"

namespace opora::load {

using round_folder::Said;

namespace {

template <class Row>
std::string key_at(const std::vector<Row>& rows, std::int64_t line) {
  const Row* row = row_at(rows, line);
  return row == nullptr ? "" : row->key;
}

std::string key_at(const round_folder::RoundFolder& folder, const std::string& file, std::int64_t line) {
  if (file == "places.csv") return key_at(folder.places, line);
  if (file == "programmes.csv") return key_at(folder.programmes, line);
  if (file == "projects.csv") return key_at(folder.projects, line);
  if (file == "organisations.csv") return key_at(folder.organisations, line);
  if (file == "rounds.csv") return key_at(folder.rounds, line);
  if (file == "sessions.csv") return key_at(folder.sessions, line);
  if (file == "groups.csv") return key_at(folder.groups, line);
  return {};
}

// Of what a request is: contracts name it right after the request's own id.
const std::string& id_in(const google::protobuf::Message& request, std::string& scratch) {
  const auto* field = request.GetDescriptor()->FindFieldByNumber(2);
  return request.GetReflection()->GetStringReference(request, field, &scratch);
}

// What to do with a row that differs, by its table.
const char* advice_for(const std::string& file) {
  if (file == "people.csv") return "put_back";
  if (file == "groups.csv") return "put_group_back";
  if (file == "attendances.csv") return "put_time_back";
  return "put_back_or_new_key";
}

// Old and new of each cell that differs.
Said otherwise(const std::vector<Change>& changes, const std::string& file) {
  std::vector<Said> cells;
  for (const Change& change : changes) cells.push_back(said_of(change, file));
  return {"platform_has_otherwise", {{"changes", "", std::move(cells)}}};
}

template <class Thing>
std::string name_among(const ById<Thing>& things, const std::string& id) {
  const auto found = things.find({id});
  return found == things.end() ? std::string() : shown(found->second.name);
}

// What a thing is called that the platform has.
std::string name_in(const Standing& standing, const std::string& id) {
  for (const std::string& name :
       {name_among(standing.rooms, id), name_among(standing.venues, id), name_among(standing.sites, id),
        name_among(standing.regions, id), name_among(standing.countries, id), name_among(standing.organisations, id),
        name_among(standing.programmes, id), name_among(standing.projects, id), name_among(standing.rounds, id)})
    if (!name.empty()) return name;
  const auto session = standing.sessions.find({id});
  return session == standing.sessions.end() ? std::string() : shown(session->second.plan.title);
}

}  // namespace

Said said_of(const Change& change, const std::string& file) {
  const char* key = change.before.empty() ? "change_of_nothing" : change.after.empty() ? "change_to_nothing" : "change";
  return {key, {{"cell", change.column, {}, file}, {"before", change.before}, {"after", change.after}}};
}

bool Comparison::has_work() const {
  return !series_to_enter.empty() ||
         std::ranges::any_of(to_do.stages, [](const Stage& stage) { return stage.command_count() > 0; });
}

bool Comparison::asks_first() const {
  return gone_count() > 0 ||
         std::ranges::any_of(
             tables, [](const auto& table) { return table.second.changed.total > table.second.published_count; });
}

std::size_t Comparison::gone_count() const {
  std::size_t count = 0;
  for (const auto& [file, table] : tables) count += table.gone.total;
  return count;
}

void add_change(std::vector<Change>& changes, const std::string& column, const std::string& before,
                const std::string& after) {
  if (before != after) changes.push_back({column, before, after});
}

void add_changes(std::vector<Change>& changes, const std::string& family, const LocalizedText& before,
                 const LocalizedText& after) {
  std::set<std::string> languages;
  for (const auto& [language, words] : before.by_language) languages.insert(language);
  for (const auto& [language, words] : after.by_language) languages.insert(language);
  const auto in = [](const LocalizedText& text, const std::string& language) {
    const auto found = text.by_language.find(language);
    return found == text.by_language.end() ? std::string() : found->second;
  };
  for (const std::string& language : languages)
    add_change(changes, family + "_" + language, in(before, language), in(after, language));
}

std::string without_key(const std::string& name) { return name.empty() ? "?" : "(" + name + ")"; }

std::string shown(const LocalizedText& text) {
  const auto english = text.by_language.find("en");
  if (english != text.by_language.end()) return english->second;
  return text.by_language.empty() ? std::string() : text.by_language.begin()->second;
}

Comparer::Comparer(const round_folder::RoundFolder& folder, const PersonIds& people, const Plan& plan,
                   const Standing& standing)
    : folder_(folder),
      people_(people),
      plan_(plan),
      standing_(standing),
      rooms_(standing.rooms),
      venues_(standing.venues),
      sites_(standing.sites),
      regions_(standing.regions),
      projects_(standing.projects),
      list_(folder.programmes.empty() ? "" : folder.programmes[0].list) {
  for (const auto& [key, id] : people) keys_of_people_.emplace(id, key);
  same_ = same_people_in(standing);
  note_several_jobs();
  for (const BookedRoom& booked : standing.bookings) bookings_[booked.room].push_back(booked);
  for (auto& [room, bookings] : bookings_) std::ranges::sort(bookings, {}, starts_at);
  for (const auto& [id, standing_group] : standing.groups) {
    groups_of_session_[standing_group.group.session.value].push_back(&standing_group);
    groups_by_key_.emplace(without_time(id), id);
  }
  for (const Stage& stage : plan.stages)
    for (const Chain& chain : stage.chains)
      for (const Command& command : chain) note(command);
}

void Comparer::note_several_jobs() {
  for (const auto& [membership, occupation] : standing_.other_occupations)
    several_jobs_.insert(std::get<0>(membership));
  if (standing_.people.empty()) return;
  for (const std::string_view key : with_several_jobs(folder_)) several_jobs_.insert(people_.at(std::string(key)));
}

// Of what the platform has none of, nothing is asked later.
void Comparer::note(const Command& command) {
  if (command.file == "people.csv") return;
  if (command.file == "attendances.csv") {
    if (!standing_.doors.empty()) note_scans(*as<registration::v1::CheckInBatchRequest>(command));
    return;
  }
  const bool cancels = command.request.type() == registration::v1::CancelGroupRequest::descriptor();
  const bool is_of_group = cancels || command.file == "groups.csv";
  if (is_of_group && standing_.groups.empty()) return;
  std::string scratch;
  const Request::Made request = command.request.made();
  const std::string& id = id_in(*request, scratch);
  if (is_of_group && standing_.groups.contains(known_group(id)))
    (cancels ? cancelled_ : groups_).insert(known_group(id));
  if (is_of_group) return;
  if (command.request.type() == scheduling::v1::PublishSessionRequest::descriptor()) published_.insert(id);
  if (command.file == "partnerships.csv")
    partnerships_.insert(id);
  else
    keys_[id] = key_at(folder_, command.file, command.lines.front());
}

std::optional<Command> Comparer::needed(const Command& command) {
  namespace s = scheduling::v1;
  namespace r = registration::v1;
  bool needs = false;
  if (const auto round = as<s::PlanRoundRequest>(command))
    needs = needs_round(command, scheduling::from_proto(*round));
  else if (const auto regions = as<s::AddRoundRegionsRequest>(command))
    needs = needs_regions(command, *regions);
  else if (const auto session = as<s::PlanSessionRequest>(command))
    needs = needs_session(command, scheduling::from_proto(*session));
  else if (const auto published = as<s::PublishSessionRequest>(command))
    needs = needs_publishing(command, {published->session_id()});
  else if (const auto members = as<r::AddRosterMembersRequest>(command))
    return needed_members(command, *members);
  else if (const auto group = as<r::RegisterGroupRequest>(command))
    return needed_group(command, of_known_group(*group));
  else if (const auto cancelled = as<r::CancelGroupRequest>(command))
    return needed_cancelling(command, *cancelled);
  else if (const auto scans = as<r::CheckInBatchRequest>(command))
    return needed_scans(command, *scans);
  else
    needs = command.file == "places.csv" ? needs_place(command) : needs_thing(command);
  return needs ? std::optional(command) : std::nullopt;
}

std::string Comparer::known_group(const std::string& id) const {
  if (standing_.groups.contains(id)) return id;
  const auto found = groups_by_key_.find(without_time(id));
  return found == groups_by_key_.end() ? id : std::string(found->second);
}

Comparison Comparer::compare() {
  comparison_.to_do.rounds = plan_.rounds;
  comparison_.to_do.made_by = plan_.made_by;
  for (const Stage& stage : plan_.stages) {
    Stage left{stage.name, {}, stage.also, stage.row_count()};
    correct_members(stage);
    correct_sessions(stage);
    for (const Chain& chain : stage.chains) {
      correct_groups(chain);
      Chain still;
      for (const Command& command : chain) {
        std::optional<Command> part = needed(command);
        if (!part) continue;
        left.there_count -= part->row_count;
        still.push_back(*std::move(part));
      }
      if (!still.empty()) left.chains.push_back(std::move(still));
    }
    add_corrections();
    comparison_.to_do.stages.push_back(std::move(left));
  }
  tell_gone_of_plan();
  tell_gone_of_rosters();
  tell_gone_of_sessions();
  tell_gone_at_doors();
  for (auto& [file, table] : comparison_.tables) std::ranges::stable_sort(table.changed.kept, {}, &Correction::line);
  return std::move(comparison_);
}

void Comparer::refuse(const Command& command, std::size_t row, std::string column, std::string reason,
                      Said said, const std::vector<Change>& changes) {
  std::vector<Said> sentences{std::move(said)};
  if (!changes.empty()) sentences.push_back(otherwise(changes, command.file));
  comparison_.refused_rows.emplace(command.file, command.lines.at(row));
  comparison_.refused.add(
      {command.file, command.lines.at(row), std::move(column), std::move(reason), std::move(sentences)});
}

void Comparer::refuse(const Command& command, std::size_t row, const Error& error,
                      const std::vector<Change>& changes) {
  InFolder told = in_words_of_files(command.file, error);
  refuse(command, row, std::move(told.column), error.reason, std::move(told.said), changes);
}

void Comparer::refuse_changed(const Command& command, std::size_t row, const std::vector<Change>& changes,
                              std::string reason) {
  const char* advice = reason == "CORRECTED_SINCE" ? "corrected_by_hand" : advice_for(command.file);
  std::vector<Said> said{otherwise(changes, command.file), Said(advice)};
  comparison_.refused_rows.emplace(command.file, command.lines.at(row));
  comparison_.refused.add({command.file, command.lines.at(row), changes.empty() ? "" : changes.front().column,
                           std::move(reason), std::move(said)});
}

std::string Comparer::key_of(const std::string& id) const {
  if (id.empty()) return {};
  const auto found = keys_.find(id);
  return found == keys_.end() ? without_key(name_in(standing_, id)) : found->second;
}

std::string Comparer::row_key(const Command& command) const {
  return key_at(folder_, command.file, command.lines.front());
}

std::string Comparer::key_of_person(const std::string& id) const {
  const auto found = keys_of_people_.find(id);
  if (found != keys_of_people_.end()) return std::string(found->second);
  const auto known = person(id);
  return without_key(known ? known->name : "");
}

Comparison compare(const round_folder::RoundFolder& folder, const PersonIds& people, const Plan& plan,
                   const Standing& standing) {
  return Comparer(folder, people, plan, standing).compare();
}

}  // namespace opora::load
