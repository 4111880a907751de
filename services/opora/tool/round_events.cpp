#include "opora/tool/round_events.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>

#include <google/protobuf/descriptor.h>
#include <nlohmann/json.hpp>

#include "opora/tool/rounds.h"
#include "opora/tool/say.h"
#include "platform/dates/dates.h"
#include "platform/proto/canonical_json.h"

namespace opora::tool {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::array kLogs{"scheduling", "registration"};  // those that figures are derived from

std::map<std::string, std::vector<std::string>> ids_in(const Message& body) {
  std::map<std::string, std::vector<std::string>> ids;
  const auto* reflection = body.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(body, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string& name = field->name();
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_STRING || (!name.ends_with("_id") && !name.ends_with("_ids")))
      continue;
    if (!field->is_repeated()) ids[name].push_back(reflection->GetString(body, field));
    for (int i = 0; field->is_repeated() && i < reflection->FieldSize(body, field); ++i)
      ids[name].push_back(reflection->GetRepeatedString(body, field, i));
  }
  return ids;
}

bool is_of_roster(const Message& body) {
  const std::string& type = body.GetDescriptor()->name();
  return type == "RosterMemberAdded" || type == "RosterMemberChanged";
}

// Of what an event tells that something was added, was added to or renamed: "site_id" of SiteAdded. Nothing of other
// events.
std::string field_of_added(const Message& body) {
  const std::string& type = body.GetDescriptor()->name();
  if (is_of_roster(body)) return "organisation_id";
  if (type == "PartnershipAdded") return "project_id";
  if (type == "ThingRenamed") return "thing_id";
  if (type == "OrganisationRenamed") return "organisation_id";
  constexpr std::string_view kEnd = "Added";
  if (!type.ends_with(kEnd)) return "";
  std::string field = type.substr(0, type.size() - kEnd.size()) + "_id";
  field.front() = static_cast<char>(field.front() - 'A' + 'a');
  return body.GetDescriptor()->FindFieldByName(field) != nullptr ? field : "";
}

bool has_any(const std::map<std::string, std::vector<std::string>>& ids, const std::string& field,
             const std::set<std::string>& wanted) {
  const auto found = ids.find(field);
  return found != ids.end() &&
         std::ranges::any_of(found->second, [&](const std::string& id) { return wanted.contains(id); });
}

// Each event of the logs, with its body; of one that this build doesn't know there is none.
Result<void> each_event(Client& client, const std::function<bool(const std::string&, const platform::v1::LogEvent&,
                                                                 const Message*)>& look_at) {
  for (const std::string log : kLogs) {
    platform::v1::ReadRequest request;
    request.set_log(log);
    TRY_DO(client.read_events(request, [&](const platform::v1::ReadResponse& response) {
      return std::ranges::all_of(response.events(), [&](const platform::v1::LogEvent& event) {
        return look_at(log, event, body_of(log, event.payload()).get());
      });
    }));
  }
  return {};
}

}  // namespace

bool RoundEvents::happened_in_it(const Ids& ids) const {
  return has_any(ids, "round_id", {round_}) || has_any(ids, "session_id", sessions_) ||
         has_any(ids, "attended_session_id", sessions_) || has_any(ids, "group_id", groups_);
}

// What was added under an id that is mentioned now mentions others: a room its venue, that its site.
void RoundEvents::mention(const Ids& ids) {
  for (const auto& [field, values] : ids) {
    for (const std::string& id : values) {
      if (id.empty() || !mentioned_.insert(id).second) continue;
      if (const auto added = added_.find(id); added != added_.end())
        for (const Ids& more : added->second) mention(more);
    }
  }
}

void RoundEvents::learn(const Message& body) {
  const Ids ids = ids_in(body);
  if (const std::string field = field_of_added(body); ids.contains(field)) {
    const std::string& id = ids.at(field).front();
    if (mentioned_.contains(id)) mention(ids);
    // Of people on rosters nothing is mentioned that is told elsewhere.
    if (!is_of_roster(body)) added_[id].push_back(ids);
    return;
  }
  if (!happened_in_it(ids)) return;
  if (has_any(ids, "round_id", {round_}) && ids.contains("session_id"))
    sessions_.insert(ids.at("session_id").begin(), ids.at("session_id").end());
  if (ids.contains("group_id")) groups_.insert(ids.at("group_id").begin(), ids.at("group_id").end());
  mention(ids);
}

bool RoundEvents::has(const Message& body) const {
  const Ids ids = ids_in(body);
  const std::string field = field_of_added(body);
  return field.empty() ? happened_in_it(ids) : has_any(ids, field, mentioned_);
}

std::string to_json_line(const std::string& log, const platform::v1::LogEvent& event) {
  nlohmann::ordered_json line;
  line["log"] = log;
  line["position"] = event.position();
  line["time"] = to_rfc3339(Instant{event.time_us()});
  line["type"] = event.type();
  if (const auto body = body_of(log, event.payload()))
    line["event"] = nlohmann::ordered_json::parse(canonical_json(*body));
  return line.dump();
}

Result<void> print_round_events(const ConnectionOptions& connection, const std::string& round, const std::string& out) {
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(id, round_id_of(*client, round));
  RoundEvents events(id);
  TRY_DO(each_event(*client, [&](const std::string&, const platform::v1::LogEvent&, const Message* body) {
    if (body != nullptr) events.learn(*body);
    return true;
  }));
  std::ofstream file;
  if (!out.empty()) file.open(out, std::ios::binary | std::ios::trunc);
  TRY_DO(each_event(*client, [&](const std::string& log, const platform::v1::LogEvent& event, const Message* body) {
    if (body == nullptr || !events.has(*body)) return true;
    const std::string line = to_json_line(log, event) + "\n";
    if (!out.empty()) return (file << line).good();
    say_printable(line);
    return say_now();
  }));
  if (!out.empty() && !file.flush())
    return refuse(Code::unavailable, "FILE_NOT_WRITTEN", out + " can't be written: name another file with --out.");
  return {};
}

}  // namespace opora::tool
