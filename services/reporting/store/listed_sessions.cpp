#include "reporting/store/listed_sessions.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "platform/sql/rows.h"
#include "reporting/domain/group_seats.h"
#include "reporting/store/merges.h"
#include "reporting/store/names.h"
#include "reporting/store/sessions.h"

namespace opora::reporting {
namespace {

constexpr ComposedStatement kAll("SELECT ", columns_of<Session>(), " FROM sessions WHERE round_id = :round");

constexpr ComposedStatement kMoves("SELECT ", columns_of<SessionMove>("m"), R"(
FROM sessions s JOIN session_moves m ON m.session_id = s.session_id
WHERE s.round_id = :round ORDER BY m.session_id, m.version)");

constexpr Statement kGroups(R"(
SELECT g.session_id, g.organisation_id, g.standing, g.head_count,
       (SELECT COUNT(*) FROM group_members n WHERE n.group_id = g.group_id AND n.has_left = 0)
FROM sessions s JOIN group_seats g ON g.session_id = s.session_id
WHERE s.round_id = :round AND g.standing IN (:waiting, :confirmed)
ORDER BY g.session_id, g.group_id)");

struct GroupRow {
  SessionId session;
  OrganisationId organisation;
  GroupStatus standing{};
  std::int64_t head_count = 0;
  std::int64_t named_count = 0;
};

using NameKey = Stored<Name>::Key;
using Names = std::map<NameKey, LocalizedText>;
using Venues = std::map<RoomId, VenueId>;

std::optional<LocalizedText> name_in(const Names& names, const std::string& subject, const std::string& id) {
  const auto found = names.find({subject, id});
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

// Where sessions are, and were to be.
std::vector<Place> places_of(const std::vector<SessionDetails>& all, const std::vector<SessionMove>& moves) {
  std::vector<Place> places;
  for (const SessionDetails& details : all) {
    places.push_back(details.place);
    if (details.first_place) places.push_back(*details.first_place);
  }
  for (const SessionMove& move : moves) places.push_back(move.to);
  return places;
}

Result<Venues> venues_of(Reader& reader, const std::vector<Place>& places) {
  std::set<RoomId> ids;
  for (const Place& place : places) ids.insert(place.room);
  const std::vector<RoomId> keys(ids.begin(), ids.end());
  TRY(rooms, reader.load_all<Room>(keys));
  Venues venues;
  for (const Room& room : rooms) venues.emplace(room.id, room.venue);
  return venues;
}

Result<Names> names_of(Reader& reader, const std::vector<Session>& sessions, const std::vector<Place>& places,
                       const Venues& venues) {
  std::set<NameKey> wanted;
  for (const Session& session : sessions) wanted.emplace("session", session.id.value);
  for (const Place& place : places) {
    wanted.emplace("site", place.site.value);
    wanted.emplace("room", place.room.value);
  }
  for (const auto& [room, venue] : venues) wanted.emplace("venue", venue.value);
  const std::vector<NameKey> keys(wanted.begin(), wanted.end());
  TRY(all, reader.load_all<Name>(keys));
  Names names;
  for (Name& name : all) names.emplace(NameKey{name.subject, name.id}, std::move(name.text));
  return names;
}

NamedPlace named(const Place& place, const Names& names, const Venues& venues) {
  const auto venue = venues.find(place.room);
  return {place, name_in(names, "site", place.site.value),
          venue == venues.end() ? std::nullopt : name_in(names, "venue", venue->second.value),
          name_in(names, "room", place.room.value)};
}

void add_group(ListedSession& listed, const GroupRow& group) {
  (group.standing == GroupStatus::waiting ? listed.seats.waiting : listed.seats.confirmed) += group.head_count;
  if (group.standing == GroupStatus::confirmed)
    listed.groups.push_back({group.organisation, group.head_count, group.named_count});
}

// Each begins where the one before it ended, the first one where the session was to be first.
void add_move(ListedSession& listed, const SessionMove& move, const Names& names, const Venues& venues) {
  const NamedPlace& first = listed.first_place ? *listed.first_place : listed.place;
  listed.moves.push_back({listed.moves.empty() ? first : listed.moves.back().to, named(move.to, names, venues),
                          move.told_at, move.reason});
}

}  // namespace

Result<std::vector<ListedSession>> listed_sessions_of(Reader& reader, const RoundId& round) {
  TRY(sessions, reader.query(kAll, {{"round", round}}).map(values_of<Session>));
  std::vector<SessionId> ids;
  for (const Session& session : sessions) ids.push_back(session.id);
  TRY(details, reader.load_all<SessionDetails>(ids));
  TRY(moves, reader.query(kMoves, {{"round", round}}).map(values_of<SessionMove>));
  const std::vector<Place> places = places_of(details, moves);
  TRY(venues, venues_of(reader, places));
  TRY(names, names_of(reader, sessions, places, venues));
  TRY(groups, reader.query(kGroups, {{"round", round},
                                     {"waiting", GroupStatus::waiting},
                                     {"confirmed", GroupStatus::confirmed}})
                  .map(values_of<GroupRow, SessionId, OrganisationId, GroupStatus, std::int64_t, std::int64_t>));

  TRY(merges, merges_in(reader));
  for (GroupRow& group : groups) group.organisation = merges.kept_of(group.organisation);

  std::map<SessionId, ListedSession> by_id;
  for (Session& session : sessions) {
    ListedSession& listed = by_id[session.id];
    listed.title = name_in(names, "session", session.id.value);
    listed.session = std::move(session);
  }
  for (SessionDetails& each : details) {
    ListedSession& listed = by_id[each.id];
    listed.place = named(each.place, names, venues);
    if (each.first_place) listed.first_place = named(*each.first_place, names, venues);
    listed.details = std::move(each);
  }
  for (const SessionMove& move : moves) add_move(by_id[move.session], move, names, venues);
  for (const GroupRow& group : groups) add_group(by_id[group.session], group);

  std::vector<ListedSession> all;
  for (auto& [id, listed] : by_id) all.push_back(std::move(listed));
  std::ranges::stable_sort(all, {}, [](const ListedSession& each) {
    return std::tuple(each.details.starts_at, each.session.local_date);
  });
  return all;
}

}  // namespace opora::reporting
