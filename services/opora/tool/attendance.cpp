#include "opora/tool/attendance.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <utility>

#include "opora/tool/lists.h"
#include "opora/tool/say.h"
#include "platform/ids/ids.h"

namespace opora::tool {
namespace {

namespace v1 = registration::v1;

constexpr std::string_view kCodePrefix = "CORRECTION_CODE_";

// "DID_NOT_COME" as people type it: "did-not-come".
std::string typed(std::string_view name) {
  std::string word(name);
  for (char& c : word) c = c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

// The platform would speak of fields that nobody here has filled in.
Result<void> check_id(const std::string& id, const std::string& what, const std::string& printed_by) {
  if (id.empty() || uuid_of(id)) return {};
  return refuse(Code::invalid, "ID_MALFORMED",
                "\"" + id + "\" is no id of " + what + ", which has 36 characters: " + printed_by + " prints it.");
}

Result<void> check_ids(const CorrectionOptions& options) {
  TRY_DO(check_id(options.session, "a session", "opora list sessions"));
  TRY_DO(check_id(options.to_session, "a session", "opora list sessions"));
  return check_id(options.organisation, "an organisation", "opora list organisations");
}

// Whom the keys of the list call how; nobody without one.
Result<std::map<std::string, std::string>> people_of(Client& client, const CorrectionOptions& options) {
  if (options.list.empty()) return std::map<std::string, std::string>();
  return people_by_key(client, options.list, options.region);
}

// What requests about one attendance have in common.
template <class Request>
Result<Request> about(const CorrectionOptions& options, const std::map<std::string, std::string>& people) {
  TRY(person, person_named(options.person, people));
  Request request;
  request.set_request_id(IdSource().next(SystemClock().now()));
  request.set_session_id(options.session);
  request.set_person_id(person);
  request.set_reason(options.reason);
  return request;
}

struct Desk {
  std::unique_ptr<Client> client;
  std::map<std::string, std::string> people;
};

Result<Desk> desk_of(const ConnectionOptions& connection, const CorrectionOptions& options) {
  TRY_DO(check_ids(options));
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(people, people_of(*client, options));
  return Desk{std::move(client), std::move(people)};
}

}  // namespace

Result<v1::CorrectionCode> code_named(const std::string& word) {
  std::string known;
  for (int number = v1::CorrectionCode_MIN + 1; number <= v1::CorrectionCode_MAX; ++number) {
    if (!v1::CorrectionCode_IsValid(number)) continue;
    const auto code = static_cast<v1::CorrectionCode>(number);
    const std::string name = typed(v1::CorrectionCode_Name(code).substr(kCodePrefix.size()));
    if (name == word) return code;
    known += (known.empty() ? "" : ", ") + name;
  }
  return refuse(Code::invalid, "UNKNOWN_CODE", "\"" + word + "\" is nothing that can be wrong: " + known + ".");
}

Result<std::string> person_named(const std::string& named, const std::map<std::string, std::string>& people) {
  if (named.empty()) return std::string();
  if (const auto id = uuid_of(named)) return *id;
  if (const auto found = people.find(named); found != people.end()) return found->second;
  return refuse(Code::invalid, "KEY_UNKNOWN",
                "\"" + named + "\" is no id of a person, and no key of the list. Name the list with --list; opora list "
                "keys LIST prints its keys, and opora list attendance SESSION who came.");
}

Result<void> take_back_attendance(const ConnectionOptions& connection, const CorrectionOptions& options) {
  TRY(code, code_named(options.code));
  TRY(desk, desk_of(connection, options));
  TRY(request, about<v1::TakeBackAttendanceRequest>(options, desk.people));
  request.set_code(code);
  TRY_DO(desk.client->call_until_settled<v1::TakeBackAttendanceResponse>(request, kPatience));
  say("Taken back: it counts no more, and stays in the record.");
  return {};
}

Result<void> restore_attendance(const ConnectionOptions& connection, const CorrectionOptions& options) {
  TRY(desk, desk_of(connection, options));
  TRY(request, about<v1::RestoreAttendanceRequest>(options, desk.people));
  TRY_DO(desk.client->call_until_settled<v1::RestoreAttendanceResponse>(request, kPatience));
  say("Restored: it counts.");
  return {};
}

Result<void> move_attendance(const ConnectionOptions& connection, const CorrectionOptions& options) {
  TRY(code, code_named(options.code));
  TRY(desk, desk_of(connection, options));
  TRY(request, about<v1::MoveAttendanceRequest>(options, desk.people));
  TRY(to_person, person_named(options.to_person, desk.people));
  request.set_to_session_id(options.to_session);
  request.set_to_person_id(to_person);
  request.set_code(code);
  TRY(moved, desk.client->call_until_settled<v1::MoveAttendanceResponse>(request, kPatience));
  say(moved.was_there_already() ? "Moved: it counted there already, so the two are one." : "Moved.");
  if (moved.lower_the_count())
    say("People of their organisation are counted there without names. If this is one of them, lower that count: opora "
        "attendance count.");
  return {};
}

Result<void> count_attendance(const ConnectionOptions& connection, const CorrectionOptions& options) {
  TRY_DO(check_ids(options));
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  v1::CountAttendanceRequest request;
  request.set_request_id(IdSource().next(SystemClock().now()));
  request.set_session_id(options.session);
  request.set_organisation_id(options.organisation);
  request.set_person_count(options.count);
  request.set_reason(options.reason);
  TRY(counted, client->call_until_settled<v1::CountAttendanceResponse>(request, kPatience));
  say("Counted without names: " + std::to_string(options.count) + ", and before " +
      std::to_string(counted.previous_count()) + ".");
  return {};
}

}  // namespace opora::tool
