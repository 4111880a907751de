#include "feedback/store/facts.h"

#include "platform/lane/stored_bodies.h"

namespace opora {

using feedback::GroupId;
using feedback::MemberTold;
using feedback::PersonId;

namespace {

constexpr Statement kLoadMember(
    "SELECT group_id, person_id, change_number, has_left, position FROM members_told "
    "WHERE group_id = :group_id AND person_id = :person_id AND change_number = :change_number "
    "AND has_left = :has_left");
constexpr Statement kSaveMember(
    "INSERT INTO members_told (group_id, person_id, change_number, has_left, position) "
    "VALUES (:group_id, :person_id, :change_number, :has_left, :position) "
    "ON CONFLICT (group_id, person_id, change_number, has_left) DO NOTHING");

}  // namespace

std::vector<MemberTold> Stored<MemberTold>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<MemberTold, GroupId, PersonId, std::int32_t, bool, std::int64_t>(
      sql.query_each(kLoadMember, keys, [](const Key& key, const auto& next) {
        const auto& [group, person, change, has_left] = key;
        next({{"group_id", group}, {"person_id", person}, {"change_number", change}, {"has_left", has_left}});
      }));
}

void Stored<MemberTold>::save(Sql& sql, std::span<const MemberTold> all) {
  sql.execute_each(kSaveMember, all, [](const MemberTold& told, const auto& next) {
    next({{"group_id", told.group},
          {"person_id", told.person},
          {"change_number", told.change},
          {"has_left", told.has_left},
          {"position", told.position}});
  });
}

}  // namespace opora

namespace opora::feedback {
namespace {

constexpr Statement kProjects("SELECT project_id FROM round_projects WHERE round_id = :round ORDER BY project_id");
constexpr Statement kRegions("SELECT region_id FROM round_regions WHERE round_id = :round ORDER BY region_id");

}  // namespace

Result<std::set<ProjectId>> projects_of(Reader& reader, const RoundId& round) {
  TRY(projects, reader.query(kProjects, {{"round", round}}).map(values_of<ProjectId>));
  return std::set<ProjectId>(projects.begin(), projects.end());
}

Result<std::vector<RegionId>> regions_of(Reader& reader, const RoundId& round) {
  return reader.query(kRegions, {{"round", round}}).map(values_of<RegionId>);
}

}  // namespace opora::feedback

OPORA_STORED(opora::feedback::Round);
OPORA_STORED(opora::feedback::RoundProject);
OPORA_STORED(opora::feedback::RoundRegion);
OPORA_STORED(opora::feedback::Session);
OPORA_STORED(opora::feedback::GroupTold);
OPORA_STORED(opora::feedback::MemberTold);
OPORA_STORED(opora::feedback::AttendanceTold);
OPORA_STORED(opora::feedback::UnnamedTold);
OPORA_STORED(opora::feedback::MergeTold);
