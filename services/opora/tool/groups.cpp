#include "opora/tool/groups.h"

#include <map>
#include <optional>

#include "opora/tool/lists.h"
#include "opora/tool/say.h"
#include "platform/clock/clock.h"
#include "platform/dates/time_zone.h"
#include "platform/ids/ids.h"
#include "platform/proto/enum_code.h"

namespace opora::tool {
namespace {

namespace v1 = registration::v1;

std::string word_of(std::string code) {
  for (char& each : code)
    if (each == '_') each = '-';
  return code;
}

std::string code_in(std::string word) {
  for (char& each : word)
    if (each == '-') each = '_';
  return word;
}

v1::GroupChangeReason reason_of(const GroupOptions& options) {
  return value_of_code<v1::GroupChangeReason>(code_in(options.reason));
}

Result<void> check(const GroupOptions& options) {
  if (!uuid_of(options.group))
    return refuse(Code::invalid, "ID_MALFORMED",
                  "\"" + options.group +
                      "\" is no id of a group, which has 36 characters: opora list groups prints it.");
  if (reason_of(options) == v1::GROUP_CHANGE_REASON_UNSPECIFIED)
    return refuse(Code::invalid, "UNKNOWN_REASON",
                  "\"" + options.reason + "\" is no reason. These are: " + reasons_of_changes() + ".");
  return {};
}

template <class Request>
void put_why(Request& request, const GroupOptions& options) {
  request.set_request_id(IdSource().next(SystemClock().now()));
  request.set_group_id(options.group);
  request.set_reason(reason_of(options));
  request.set_note(options.note);
}

// People as they are called: by their ids, or by the keys of a list.
class People {
 public:
  static Result<People> of(Client& client, const GroupOptions& options) {
    People people;
    people.list_ = options.list;
    if (options.list.empty()) return people;
    TRY(keys, people_by_key(client, options.list, options.region));
    people.keys_ = std::move(keys);
    return people;
  }

  Result<std::string> id_of(const std::string& called) const {
    if (list_.empty()) {
      if (uuid_of(called)) return called;
      return refuse(Code::invalid, "ID_MALFORMED",
                    "\"" + called + "\" is no id of a person, which has 36 characters. With --list they are called by "
                    "its keys.");
    }
    const auto found = keys_.find(called);
    if (found != keys_.end()) return found->second;
    return refuse(Code::not_found, "UNKNOWN_KEY", "The list \"" + list_ + "\" calls nobody \"" + called + "\".");
  }

 private:
  std::string list_;
  std::map<std::string, std::string> keys_;
};

std::string counted(int count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string moved_up(int promoted_count) {
  if (promoted_count == 0) return "";
  return " From the waitlist " + counted(promoted_count, "group") + " moved up.";
}

// Of a session that whoever calls can't look up, nothing is said: the platform decides.
Result<std::string> warning_before(Client& client, const HeadCountOptions& options) {
  v1::GetGroupRequest request;
  request.set_group_id(options.of.group);
  TRY(answer, client.call_until_settled<v1::GetGroupResponse>(request, kPatience));
  if (options.head_count >= answer.group().head_count()) return std::string();
  const auto session = session_of(client, answer.group().session_id());
  if (!session) return std::string();
  const auto starts_at = instant_of(session->local_start(), session->time_zone());
  if (!starts_at) return std::string();
  return warning_of(answer.group(), *starts_at, options.head_count, SystemClock().now());
}

}  // namespace

std::string reasons_of_changes() {
  std::string words;
  const auto& reasons = *v1::GroupChangeReason_descriptor();
  for (int i = 1; i < reasons.value_count(); ++i)
    words += (words.empty() ? "" : ", ") + word_of(enum_code(reasons, reasons.value(i)->number()));
  return words;
}

std::string to_line(const v1::ChangeHeadCountResponse& changed, const std::string& part) {
  if (changed.part_head_count() == 0)
    return "People in the group: " + std::to_string(changed.head_count()) + "." + moved_up(changed.promoted_count());
  return "People in the group: " + std::to_string(changed.head_count()) + ", as before. " +
         std::to_string(changed.part_head_count()) + " more wait as group " + part + ", at place " +
         std::to_string(changed.waitlist_place()) + ".";
}

std::string warning_of(const v1::Group& group, Instant starts_at, int head_count, Instant now) {
  if (head_count >= group.head_count() || now < starts_at) return "";
  return "Its session has begun: once the group has " + std::to_string(head_count) + " people instead of " +
         std::to_string(group.head_count()) +
         ", nobody is added to it any more. Whoever comes after all is a late entry, a group of their own.";
}

std::string to_line(const v1::SubstituteMemberResponse& substituted, const std::string& person,
                    const std::string& substitute) {
  if (substituted.was_so_before())
    return "Nothing was to do: person " + substitute + " is in the group, and " + person + " is not, already.";
  return "Person " + substitute + " comes in the place of " + person + ".";
}

Result<void> change_head_count(const ConnectionOptions& connection, const HeadCountOptions& options) {
  TRY_DO(check(options.of));
  v1::ChangeHeadCountRequest request;
  put_why(request, options.of);
  request.set_head_count(options.head_count);
  if (options.or_wait) request.set_waiting_group_id(IdSource().next(SystemClock().now()));
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(warning, warning_before(*client, options));
  if (!warning.empty()) {
    say(warning);
    if (!options.yes && !is_agreed("Go on?").value_or(true)) {
      say("Nothing was changed.");
      return {};
    }
  }
  TRY(changed, client->call_until_settled<v1::ChangeHeadCountResponse>(request, kPatience));
  say(to_line(changed, request.waiting_group_id()));
  return {};
}

Result<void> substitute_member(const ConnectionOptions& connection, const SubstituteOptions& options) {
  TRY_DO(check(options.of));
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(people, People::of(*client, options.of));
  TRY(person, people.id_of(options.person));
  TRY(substitute, people.id_of(options.substitute));
  v1::SubstituteMemberRequest request;
  put_why(request, options.of);
  request.set_person_id(person);
  request.mutable_substitute()->set_person_id(substitute);
  request.mutable_substitute()->set_name(options.name);
  if (!options.occupation.empty())
    request.mutable_substitute()->set_occupation(value_of_code<v1::Occupation>(code_in(options.occupation)));
  TRY(substituted, client->call_until_settled<v1::SubstituteMemberResponse>(request, kPatience));
  say(to_line(substituted, person, substitute));
  return {};
}

Result<void> cancel_members(const ConnectionOptions& connection, const CancelMembersOptions& options) {
  TRY_DO(check(options.of));
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(people, People::of(*client, options.of));
  v1::CancelMembersRequest request;
  put_why(request, options.of);
  for (const std::string& called : options.people) {
    TRY(person, people.id_of(called));
    request.add_person_ids(person);
  }
  request.set_unnamed_count(options.unnamed_count);
  TRY(left, client->call_until_settled<v1::CancelMembersResponse>(request, kPatience));
  say("People left in the group: " + std::to_string(left.head_count()) + "." + moved_up(left.promoted_count()));
  return {};
}

Result<void> cancel_group(const ConnectionOptions& connection, const GroupOptions& options) {
  TRY_DO(check(options));
  v1::CancelGroupRequest request;
  put_why(request, options);
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(cancelled, client->call_until_settled<v1::CancelGroupResponse>(request, kPatience));
  say("The group is cancelled." + moved_up(cancelled.promoted_count()));
  return {};
}

Result<void> pass_over_waitlist(const ConnectionOptions& connection, const PassOverOptions& options) {
  TRY_DO(check(options.of));
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(session, session_of(*client, options.session));
  v1::PassOverWaitlistRequest request;
  put_why(request, options.of);
  request.set_session_id(session.session_id());
  TRY_DO(client->call_until_settled<v1::PassOverWaitlistResponse>(request, kPatience));
  say("The group has its seats. Those it passed over can read why.");
  return {};
}

}  // namespace opora::tool
