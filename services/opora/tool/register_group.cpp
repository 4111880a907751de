#include "opora/tool/register_group.h"

#include <algorithm>
#include <map>
#include <utility>

#include "opora/tool/attendance.h"
#include "opora/tool/lists.h"
#include "opora/tool/say.h"
#include "platform/clock/clock.h"
#include "platform/ids/ids.h"

namespace opora::tool {

namespace v1 = registration::v1;

v1::RegisterGroupRequest registering(const RegisterOptions& options, const std::vector<std::string>& person_ids) {
  v1::RegisterGroupRequest request;
  std::string said = "group " + options.session + "/" + options.organisation + "/" +
                     std::to_string(options.head_count) + "/" + std::to_string(options.number);
  std::vector<std::string> people = person_ids;
  std::ranges::sort(people);
  for (const std::string& person : people) {
    said += "/" + person;
    request.add_members()->set_person_id(person);
  }
  request.set_group_id(uuid_derived(kTimeless, said));
  request.set_session_id(options.session);
  request.set_organisation_id(options.organisation);
  request.set_head_count(options.head_count);
  request.set_late_entry(options.late);
  return request;
}

std::string to_line(const v1::RegisterGroupResponse& registered, const std::string& group) {
  switch (registered.status()) {
    case v1::GROUP_STATUS_CONFIRMED: return "Group " + group + " has its seats.";
    case v1::GROUP_STATUS_WAITING:
      return "Group " + group + " waits, at place " + std::to_string(registered.waitlist_place()) + ".";
    default:
      return "Group " + group + " was registered before, and cancelled: --number says that another one is meant.";
  }
}

Result<void> register_group(const ConnectionOptions& connection, const RegisterOptions& options) {
  const auto organisation = uuid_of(options.organisation);
  if (!organisation)
    return refuse(Code::invalid, "ID_MALFORMED",
                  "\"" + options.organisation +
                      "\" is no id of an organisation, which has 36 characters: opora list organisations prints it.");
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(session, session_of(*client, options.session));
  std::map<std::string, std::string> keys;
  if (!options.list.empty()) {
    TRY(read, people_by_key(*client, options.list, options.region));
    keys = std::move(read);
  }
  std::vector<std::string> people;
  for (const std::string& called : options.people) {
    TRY(person, person_named(called, keys));
    people.push_back(std::move(person));
  }
  RegisterOptions meant = options;
  meant.session = session.session_id();
  meant.organisation = *organisation;
  v1::RegisterGroupRequest request = registering(meant, people);
  request.set_request_id(IdSource().next(SystemClock().now()));
  TRY(registered, client->call_until_settled<v1::RegisterGroupResponse>(request, kPatience));
  say(to_line(registered, request.group_id()));
  return {};
}

}  // namespace opora::tool
