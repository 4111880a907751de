// What other services have told, in its tables.
#pragma once

#include <set>
#include <vector>

#include "feedback/domain/facts.h"
#include "platform/lane/transaction.h"

namespace opora::feedback {

constexpr auto table_of(Type<Round>) {
  return Table("rounds", "UNKNOWN_ROUND", key("round_id", &Round::id));
}

constexpr auto table_of(Type<RoundProject>) {
  return Table("round_projects", "UNKNOWN_ROUND",
               key("round_id", &RoundProject::round),
               key("project_id", &RoundProject::project));
}

constexpr auto table_of(Type<RoundRegion>) {
  return Table("round_regions", "UNKNOWN_ROUND",
               key("round_id", &RoundRegion::round),
               key("region_id", &RoundRegion::region));
}

constexpr auto table_of(Type<Session>) {
  return Table("sessions", "UNKNOWN_SESSION",
               key("session_id", &Session::id),
               column("round_id", &Session::round),
               column("project_id", &Session::project),
               column("published_position", &Session::published_position),
               column("cancelled_position", &Session::cancelled_position));
}

// What was told stays as it was told first.
constexpr auto table_of(Type<GroupTold>) {
  return Table("groups_told", "UNKNOWN_GROUP",
               key("group_id", &GroupTold::group),
               key("change_number", &GroupTold::change),
               key("standing", &GroupTold::standing),
               once("session_id", &GroupTold::session),
               once("head_count", &GroupTold::head_count),
               once("position", &GroupTold::position));
}

constexpr auto table_of(Type<AttendanceTold>) {
  return Table("attendances_told", "UNKNOWN_ATTENDANCE",
               key("session_id", &AttendanceTold::session),
               key("person_id", &AttendanceTold::person),
               key("change_number", &AttendanceTold::change),
               once("position", &AttendanceTold::position));
}

constexpr auto table_of(Type<UnnamedTold>) {
  return Table("unnamed_told", "UNKNOWN_ATTENDANCE",
               key("session_id", &UnnamedTold::session),
               key("organisation_id", &UnnamedTold::organisation),
               key("change_number", &UnnamedTold::change),
               once("person_count", &UnnamedTold::person_count),
               once("position", &UnnamedTold::position));
}

constexpr auto table_of(Type<MergeTold>) {
  return Table("merges_told", "UNKNOWN_PERSON",
               key("person_id", &MergeTold::person),
               key("change_number", &MergeTold::change),
               once("kept_id", &MergeTold::kept),
               once("position", &MergeTold::position));
}

// Those that share a round, and those it is held in.
Result<std::set<ProjectId>> projects_of(Reader& reader, const RoundId& round);
Result<std::vector<RegionId>> regions_of(Reader& reader, const RoundId& round);

}  // namespace opora::feedback

// Its key has four columns, one more than tables describe.
template <>
struct opora::Stored<opora::feedback::MemberTold> {
  using Key = std::tuple<feedback::GroupId, feedback::PersonId, std::int32_t, bool>;
  static constexpr const char* unknown = "UNKNOWN_GROUP";
  static Key key(const feedback::MemberTold& told) { return {told.group, told.person, told.change, told.has_left}; }
  static std::vector<feedback::MemberTold> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const feedback::MemberTold> all);
};
