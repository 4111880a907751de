#include "opora/load/refusals.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "opora/registration/v1/registration_service.pb.h"

namespace opora::load {
namespace {

namespace v1 = registration::v1;

// Which of a request's people it is about, as registration says it: "Person 6 of the list …", from 1; 0 if none.
constexpr std::string_view kPerson = "Person ", kOfTheList = " of the list";

std::size_t person_in(std::string_view message) {
  if (!message.starts_with(kPerson)) return 0;
  std::size_t number = 0;
  const auto [end, failure] =
      std::from_chars(message.data() + kPerson.size(), message.data() + message.size(), number);
  const std::string_view rest = message.substr(static_cast<std::size_t>(end - message.data()));
  return failure == std::errc() && rest.starts_with(kOfTheList) ? number : 0;
}

// The list's number says nothing to who sees the file: the line does, or the place in "members".
std::string about_person(const Error& refusal, const google::protobuf::Descriptor* request) {
  std::string sentence = refusal.message.substr(0, refusal.message.find(". ") + 1);
  const std::size_t number = person_in(sentence);
  if (number == 0) return sentence;
  const std::size_t length = sentence.find(kOfTheList) + kOfTheList.size();
  const bool is_row = request == v1::AddRosterMembersRequest::descriptor();
  return sentence.replace(0, length, is_row ? "This person" : "Person " + std::to_string(number) + " of \"members\"");
}

std::string words_for(const Error& refusal, const google::protobuf::Descriptor* request) {
  if (refusal.reason == "PERSON_NAMED_DIFFERENTLY")
    return about_person(refusal, request) +
           " Write the name as it was first loaded, or give somebody else a key of their own.";
  if (refusal.reason == "ROOM_DOUBLE_BOOKED")
    return "The room has a session of another round or programme at that time, whoever planned it. Write another room, "
           "or another time.";
  if (refusal.reason != "ID_TAKEN") return refusal.message;
  if (request == v1::AddRosterMembersRequest::descriptor())
    return about_person(refusal, request) +
           " Put their dates back as they were loaded: a load can't say yet that somebody has left.";
  if (request == v1::RegisterGroupRequest::descriptor())
    return "The group was loaded under this key with another session, organisation or head_count, or without somebody "
           "in members. Put the row back as it was; a group that has changed is named in cancellations.csv, and gets "
           "another row under another key.";
  return "Something else was loaded under this key. Put the row back as it was, or give it another key: a load adds, "
         "and corrects nothing.";
}

}  // namespace

Error in_words_of_folders(Error refusal, const Command& command) {
  Command named{nullptr, command.file, command.lines};
  const std::size_t number = person_in(refusal.message);
  if (command.lines.size() > 1 && number > 0 && number <= command.lines.size())
    named.lines = {command.lines[number - 1]};
  refusal.message = named.from() + ": " + words_for(refusal, command.request->GetDescriptor());
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

Error keys_expired(const std::vector<std::string>& keys) {
  constexpr std::size_t kToldAtMost = 50;
  std::string told;
  for (std::size_t i = 0; i < std::min(keys.size(), kToldAtMost); ++i)
    told += (told.empty() ? "\"" : ", \"") + keys[i] + "\"";
  if (keys.size() > kToldAtMost) told += ", and " + std::to_string(keys.size() - kToldAtMost) + " more";
  return {Code::conflict, "KEY_EXPIRED",
          "people.csv: the name of each of these people was deleted, 24 months after they last took part: " + told +
              ". Take their rows out of people.csv and attendances.csv, and their keys out of \"members\" in "
              "groups.csv: what the platform has of them stays, and counts. Who takes part again gets another key, and "
              "is somebody new."};
}

}  // namespace opora::load
