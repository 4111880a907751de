#include "opora/tool/corrections.h"

#include <algorithm>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/tool/days.h"
#include "opora/tool/lists.h"
#include "opora/tool/pages.h"
#include "opora/tool/present_names.h"
#include "opora/tool/rounds.h"
#include "opora/tool/say.h"
#include "platform/dates/dates.h"
#include "platform/dates/time_zone.h"
#include "platform/ids/ids.h"
#include "platform/proto/enum_code.h"
#include "platform/text/text_message.h"

namespace opora::tool {
namespace {

namespace planned = scheduling::v1;

constexpr const char* kOrganisation = "organisation";
constexpr const char* kSession = "session";

std::string fresh_id() { return IdSource().next(SystemClock().now()); }

Result<int> capacity_of_room(Client& client, const std::string& room) {
  int capacity = 0;
  TRY_DO(each_page<planned::ListPlacesResponse>(client, planned::ListPlacesRequest(), [&](const auto& page) {
    for (const auto& each : page.places())
      if (each.place_id() == room) capacity = each.capacity();
  }));
  return capacity;
}

Result<int> year_of_round(Client& client, const std::string& round) {
  int year = 0;
  TRY_DO(each_page<planned::ListRoundsResponse>(client, planned::ListRoundsRequest(), [&](const auto& page) {
    for (const auto& each : page.rounds())
      if (each.round_id() == round) year = each.year();
  }));
  return year;
}

// What the thing is called now; nothing, where there is none under this id, which the platform says in its words.
Result<platform::v1::LocalizedText> present_name(Client& client, const RenameOptions& options) {
  if (options.kind == kSession) {
    TRY(session, session_of(client, options.thing));
    return session.title();
  }
  const auto read = [&] {
    if (options.kind == kOrganisation) return names_of_organisations(client, options.region);
    if (options.kind == "programme") return names_of_programmes(client);
    if (options.kind == "project") return names_of_projects(client);
    if (options.kind == "round") return names_of_rounds(client);
    return names_of_places(client, "", options.kind);
  };
  TRY(names, read());
  const auto found = names.find(uuid_of(options.thing).value_or(options.thing));
  return found == names.end() ? platform::v1::LocalizedText() : found->second;
}

Result<void> rename_organisation(Client& client, const RenameOptions& options,
                                 const platform::v1::LocalizedText& name) {
  registration::v1::RenameOrganisationRequest request;
  request.set_request_id(fresh_id());
  request.set_organisation_id(options.thing);
  *request.mutable_name() = name;
  request.set_reason(options.reason);
  TRY_DO(client.call_until_settled<registration::v1::RenameOrganisationResponse>(request, kPatience));
  return {};
}

Result<void> rename_thing(Client& client, const RenameOptions& options, const platform::v1::LocalizedText& name) {
  planned::RenameThingRequest request;
  request.set_request_id(fresh_id());
  request.set_kind(value_of_code<planned::NamedThing>(options.kind));
  request.set_thing_id(options.thing);
  *request.mutable_name() = name;
  request.set_reason(options.reason);
  TRY_DO(client.call_until_settled<planned::RenameThingResponse>(request, kPatience));
  return {};
}

// "bg=Зора, en=Dawn".
std::string in_all_languages(const platform::v1::LocalizedText& name) {
  const LocalizedText named = text_of(name);
  std::string text;
  for (const auto& [language, words] : named.by_language) text += (text.empty() ? "" : ", ") + language + "=" + words;
  return text;
}

}  // namespace

planned::MoveSessionRequest move_of(const planned::Session& session, const MoveOptions& options, int room_capacity) {
  planned::MoveSessionRequest request;
  request.set_session_id(session.session_id());
  request.set_room_id(options.room.empty() ? session.room_id() : options.room);
  request.set_local_start(options.start.empty() ? session.local_start() : options.start);
  request.set_duration_minutes(options.minutes == 0 ? session.duration_minutes() : options.minutes);
  const int fitting = room_capacity == 0 ? session.capacity() : std::min(session.capacity(), room_capacity);
  request.set_capacity(options.capacity < 0 ? fitting : options.capacity);
  // Local times of one form compare as text.
  request.set_local_registration_end(options.registration_end.empty()
                                         ? std::min(session.local_registration_end(), request.local_start())
                                         : options.registration_end);
  request.set_registrations(planned::REGISTRATIONS_KEEP);
  request.set_reason(options.reason);
  return request;
}

std::vector<std::string> oddities_of(const std::string& local_start, const std::string& time_zone, int year_of_round,
                                     Instant now) {
  std::vector<std::string> odd;
  const auto starts_at = instant_of(local_start, time_zone);
  if (starts_at && *starts_at < now)
    odd.push_back("Note: " + local_start + " has been. If that is no mistake, nothing is to be done.");
  const std::string year = std::to_string(year_of_round);
  if (year_of_round > 0 && !local_start.starts_with(year + "-"))
    odd.push_back("Note: " + local_start + " is not in " + year +
                  ", the year of its round. If that is no mistake, nothing is to be done.");
  return odd;
}

Result<platform::v1::LocalizedText> text_in(const std::vector<std::string>& texts) {
  platform::v1::LocalizedText text;
  for (const std::string& each : texts) {
    const auto equals = each.find('=');
    if (equals == std::string::npos || equals == 0)
      return refuse(Code::invalid, "TEXT_MALFORMED",
                    "\"" + each + "\" does not say in which language it is: write --name=en=Dawn.");
    (*text.mutable_by_language())[each.substr(0, equals)] = each.substr(equals + 1);
  }
  return text;
}

Result<void> move_session(const ConnectionOptions& connection, const MoveOptions& told) {
  MoveOptions options = told;
  if (!told.start.empty()) {
    TRY(start, time_told(told.start, "--start"));
    options.start = std::move(start);
  }
  if (!told.registration_end.empty()) {
    TRY(end, time_told(told.registration_end, "--registration-end"));
    options.registration_end = std::move(end);
  }
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(session, session_of(*client, options.session));
  TRY(room_capacity, capacity_of_room(*client, options.room.empty() ? session.room_id() : options.room));
  planned::MoveSessionRequest request = move_of(session, options, room_capacity);
  request.set_request_id(fresh_id());
  TRY_DO(client->call_until_settled<planned::MoveSessionResponse>(request, kPatience));
  say("Held in room " + request.room_id() + " from " + request.local_start() + ", " +
      std::to_string(request.duration_minutes()) + " minutes, for " + std::to_string(request.capacity()) +
      "; registration ends at " + request.local_registration_end() + ".");
  say("Whoever has registered stays so: opora list conflicts says whether they all fit.");
  TRY(year, year_of_round(*client, session.round_id()));
  for (const std::string& note : oddities_of(request.local_start(), session.time_zone(), year, SystemClock().now()))
    say(note);
  return {};
}

Result<void> resize_session(const ConnectionOptions& connection, const std::string& session, int capacity,
                            const std::string& reason) {
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  planned::ChangeCapacityRequest request;
  request.set_request_id(fresh_id());
  request.set_session_id(session);
  request.set_capacity(capacity);
  request.set_reason(reason);
  TRY_DO(client->call_until_settled<planned::ChangeCapacityResponse>(request, kPatience));
  say("For " + std::to_string(capacity) + ". Nobody loses a seat: opora list conflicts says whether they all fit.");
  return {};
}

Result<void> cancel_session(const ConnectionOptions& connection, const std::string& session,
                            const std::string& reason) {
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  planned::CancelSessionRequest request;
  request.set_request_id(fresh_id());
  request.set_session_id(session);
  request.set_reason(reason);
  TRY_DO(client->call_until_settled<planned::CancelSessionResponse>(request, kPatience));
  say("Cancelled. Who registered can be read; who was checked in there counts nowhere.");
  return {};
}

Result<void> print_corrections(const ConnectionOptions& connection, const std::string& thing) {
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  planned::ListCorrectionsRequest request;
  request.set_thing_id(thing);
  int count = 0;
  TRY_DO(each_page<planned::ListCorrectionsResponse>(*client, std::move(request), [&](const auto& page) {
    count += page.corrections_size();
    for (const auto& each : page.corrections())
      say(to_rfc3339(Instant{each.corrected_at_us()}, Precision::seconds) + "  " + code_of(each.kind()) + "  by " +
          each.corrected_by() + ": " + each.reason());
  }));
  say(std::to_string(count) + (count == 1 ? " correction" : " corrections"));
  return {};
}

std::vector<std::string> kinds_to_rename() {
  std::vector<std::string> kinds{kOrganisation};
  const auto* type = planned::NamedThing_descriptor();
  for (int i = 1; i < type->value_count(); ++i)
    kinds.push_back(code_of(static_cast<planned::NamedThing>(type->value(i)->number())));
  return kinds;
}

platform::v1::LocalizedText merged(platform::v1::LocalizedText present, const platform::v1::LocalizedText& given) {
  for (const auto& [language, words] : given.by_language()) (*present.mutable_by_language())[language] = words;
  return present;
}

Result<void> rename(const ConnectionOptions& connection, const RenameOptions& told) {
  TRY(given, text_in(told.names));
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  RenameOptions options = told;
  if (options.kind == "round") {
    TRY(round, round_id_of(*client, told.thing));
    options.thing = std::move(round);
  }
  platform::v1::LocalizedText name = given;
  if (!options.only) {
    TRY(present, present_name(*client, options));
    name = merged(std::move(present), given);
  }
  if (options.kind == kOrganisation)
    TRY_DO(rename_organisation(*client, options, name));
  else
    TRY_DO(rename_thing(*client, options, name));
  say("Renamed: " + in_all_languages(name) + ". Reports carry the new name, and say the one before once.");
  return {};
}

}  // namespace opora::tool
