#include "opora/load/refusals.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "opora/registration/v1/registration_service.pb.h"

namespace opora::load {
namespace {

namespace v1 = registration::v1;
using round_folder::Said;

// A reason, in rows of a file, as a cell of it and as words.
struct Row {
  std::string_view reason, file, column, said;
};

constexpr Row kRows[] = {
    {"CLOSES_AFTER_START", "sessions.csv", "local_registration_end", "closes_after_start"},
    {"LOCAL_TIME_SKIPPED", "sessions.csv", "local_start", "local_time_skipped"},
    {"PROJECT_NOT_IN_ROUND", "sessions.csv", "project", "project_not_in_round"},
    {"ROOM_DOUBLE_BOOKED", "sessions.csv", "", "room_taken"},
    {"ROOM_OUTSIDE_ROUND", "sessions.csv", "room", "room_outside_round"},
    {"TOO_MANY_REGIONS", "rounds.csv", "", "too_many_regions"},
    {"DATES_REVERSED", "people.csv", "until_date", "until_before_from"},
    {"PERSON_NAMED_DIFFERENTLY", "people.csv", "name", "named_differently"},
    {"MORE_NAMES_THAN_SEATS", "groups.csv", "head_count", "more_names_than_seats"},
    {"NAMED_TWICE", "groups.csv", "members", "named_twice"},
    {"NO_SEATS_FREE", "groups.csv", "head_count", "no_seats_free"},
    {"SESSION_BEGUN", "groups.csv", "head_count", "begun_for_group"},
    {"SESSION_OVER", "groups.csv", "", "over_for_group"},
    {"MEMBER_CAME", "groups.csv", "members", "member_came"},
    {"ID_TAKEN", "groups.csv", "", "group_was_otherwise"},
    {"ID_TAKEN", "people.csv", "from_date", "dates_were_otherwise"},
    {"ID_TAKEN", "", "", "row_was_otherwise"},
};

// Which one of a request's list it is about, as registration says it: "Person 6 of the list …", "Key 6 of the request
// …". From 1; 0 if none.
std::size_t number_in(std::string_view message, std::string_view what, std::string_view of) {
  if (!message.starts_with(what)) return 0;
  std::size_t number = 0;
  const auto [end, failure] = std::from_chars(message.data() + what.size(), message.data() + message.size(), number);
  const std::string_view rest = message.substr(static_cast<std::size_t>(end - message.data()));
  return failure == std::errc() && rest.starts_with(of) ? number : 0;
}

// Of people's keys, which stand in several files and lines.
std::optional<Said> said_of_keys(const Error& refusal, const v1::ResolveKeysRequest& request) {
  if (refusal.reason == "LIST_OF_OTHERS") return Said("list_of_others", {{"list", request.list()}});
  const auto number = static_cast<int>(number_in(refusal.message, "Key ", " of the request"));
  if (number == 0 || number > request.keys_size()) return {};
  if (refusal.reason == "KEY_EXPIRED") return Said("name_deleted", {{"key", request.keys(number - 1)}});
  if (refusal.reason == "KEY_OF_TWO_PEOPLE") return Said("key_of_two_people", {{"key", request.keys(number - 1)}});
  return {};
}

}  // namespace

InFolder in_words_of_files(const std::string& file, const Error& refusal) {
  for (const Row& row : kRows)
    if (row.reason == refusal.reason && (row.file == file || row.file.empty()))
      return {std::string(row.column), Said(std::string(row.said))};
  return {"", round_folder::said_by_service(refusal)};
}

std::optional<Said> said_of_person(const Error& refusal, const std::string& key) {
  constexpr std::pair<std::string_view, const char*> kSaid[] = {{"ALREADY_REGISTERED", "in_another_group"},
                                                                {"UNKNOWN_PERSON", "not_on_roster"},
                                                                {"PERSON_NAMED_DIFFERENTLY", "known_differently"},
                                                                {"PERSON_EXPIRED", "name_deleted"}};
  for (const auto& [reason, said] : kSaid)
    if (reason == refusal.reason) return Said(said, {{"key", key}});
  return {};
}

Error in_words_of_folders(Error refusal, const Command& command, const round_folder::Wording& wording) {
  InFolder told = in_words_of_files(command.file, refusal);
  if (const auto asked = as<v1::ResolveKeysRequest>(command))
    if (auto keys = said_of_keys(refusal, *asked)) told.said = *std::move(keys);
  const std::size_t number = number_in(refusal.message, "Person ", " of the list");
  const bool is_row = command.lines.size() > 1 && number > 0 && number <= command.lines.size();
  // The list's number says nothing to who sees the file: the line does, or the place in "members".
  if (number > 0 && command.file == "groups.csv" && refusal.reason == "PERSON_NAMED_DIFFERENTLY")
    told = {"members", Said("member_named_differently", {{"number", std::to_string(number)}})};
  const round_folder::Defect defect{command.file,
                                    command.lines.empty() ? 0 : command.lines[is_row ? number - 1 : 0],
                                    std::move(told.column), refusal.reason, {std::move(told.said)}};
  const std::string place = command.lines.size() > 1 && !is_row
                                ? wording.text(Said("place.below", {{"place", wording.file(defect.file)},
                                                                    {"line", std::to_string(defect.line)}}))
                                : wording.place(defect);
  refusal.message = place + ": " + wording.message(defect);
  return refusal;
}

std::vector<std::string> expired_keys(const Error& refusal, const v1::ResolveKeysRequest& request) {
  constexpr std::string_view kField = "keys[";
  std::vector<std::string> keys;
  if (refusal.reason != "KEY_EXPIRED") return keys;
  for (const FieldViolation& violation : refusal.fields) {
    if (!violation.field.starts_with(kField)) continue;
    int index = -1;
    const char* end = violation.field.data() + violation.field.size();
    const auto [rest, failure] = std::from_chars(violation.field.data() + kField.size(), end, index);
    if (failure == std::errc() && index >= 0 && index < request.keys_size()) keys.push_back(request.keys(index));
  }
  return keys;
}

Error keys_expired(const std::vector<std::string>& keys, const round_folder::Wording& wording) {
  constexpr std::size_t kToldAtMost = 50;
  std::string told;
  for (std::size_t i = 0; i < std::min(keys.size(), kToldAtMost); ++i)
    told += (told.empty() ? "\"" : ", \"") + keys[i] + "\"";
  if (keys.size() > kToldAtMost)
    told += ", " + wording.text(Said("and_more", {{"number", std::to_string(keys.size() - kToldAtMost)}}));
  const round_folder::Defect defect{"people.csv", 0, "", "KEY_EXPIRED", {Said("keys_deleted", {{"keys", told}})}};
  return {Code::conflict, "KEY_EXPIRED", wording.place(defect) + ": " + wording.message(defect)};
}

}  // namespace opora::load
