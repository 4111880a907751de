#include "registration/store/same_people.h"

#include <algorithm>
#include <set>
#include <utility>

#include "platform/lane/gather.h"
#include "platform/lane/stored_bodies.h"
#include "platform/sql/rows.h"
#include "registration/store/attendance.h"
#include "registration/store/attendee.h"
#include "registration/store/roster.h"

namespace opora {

using registration::MergedIds;
using registration::PersonId;

namespace {

// The planner finds the index by its own words alone.
constexpr Statement kMergedInto(
    "SELECT merged_into, person_id FROM people WHERE merged_into = :kept AND merged_into <> '' ORDER BY person_id");

}  // namespace

std::vector<MergedIds> Stored<MergedIds>::load(Sql& sql, std::span<const Key> kept) {
  using Row = std::pair<PersonId, PersonId>;
  std::vector<MergedIds> all;
  for (Row& row : values_of<Row, PersonId, PersonId>(sql.query_each(
           kMergedInto, kept, [](const Key& key, const auto& next) { next({{"kept", key}}); }))) {
    if (all.empty() || all.back().kept != row.first) all.push_back({std::move(row.first), {}});
    all.back().merged.push_back(std::move(row.second));
  }
  return all;
}

void Stored<MergedIds>::save(Sql&, std::span<const MergedIds>) {}

}  // namespace opora

namespace opora::registration {
namespace {

// Those of their ids that are not among the people.
std::vector<PersonId> others_of(const SamePeople& same, std::span<const PersonId> people) {
  std::vector<PersonId> others = same.ids_of(people);
  std::erase_if(others, [&](const PersonId& id) { return std::ranges::find(people, id) != people.end(); });
  return others;
}

}  // namespace

Result<SamePeople> same_people(Reader& reader, std::span<const Person> known) {
  std::set<PersonId> kept;
  for (const Person& person : known)
    if (has_several_ids(person)) kept.insert(kept_of(person));
  SamePeople same;
  if (kept.empty()) return same;
  const std::vector<PersonId> keys(kept.begin(), kept.end());
  TRY(all, reader.load_all<MergedIds>(keys));
  for (const MergedIds& ids : all) same.add(ids.kept, ids.merged);
  return same;
}

Result<SamePeople> add_others(Reader& reader, std::span<const Person> known, std::span<const PersonId> people,
                              const SessionId& session, std::vector<Career>& careers, Placements& placements) {
  TRY(same, same_people(reader, known));
  if (same.empty()) return same;
  const std::vector<PersonId> others = others_of(same, people);
  TRY(found, gather(reader, all<Career>(others),
                    [&](Reader& each) { return placements_of(each, session, others); }));
  const auto& [more_careers, more_placements] = found;
  const auto& [attendees, groups] = more_placements;
  careers.insert(careers.end(), more_careers.begin(), more_careers.end());
  placements.attendees.insert(placements.attendees.end(), attendees.begin(), attendees.end());
  placements.groups.insert(placements.groups.end(), groups.begin(), groups.end());
  careers = joined(std::move(careers), same, people);
  return same;
}

Result<std::vector<PersonId>> came_as_another(Reader& reader, const SamePeople& same, const SessionId& session,
                                              std::span<const PersonId> people) {
  const std::vector<PersonId> ids = same.ids_of(people);
  if (ids.empty()) return std::vector<PersonId>();
  TRY(attendances, reader.load_all<Attendance>(at_session(session, ids)));
  std::vector<PersonId> came;
  for (const PersonId& person : people) {
    const auto is_it = [&](const Attendance& each) {
      return each.counts() && each.person != person && same.are_one(each.person, person);
    };
    if (std::ranges::any_of(attendances, is_it)) came.push_back(person);
  }
  return came;
}

Result<bool> has_member_come(Reader& reader, const Group& group) {
  if (group.named_count == 0) return false;
  TRY(members, members_of(reader, group.id));
  TRY(same, same_people(reader, members));
  std::vector<PersonId> ids;
  for (const Person& member : members) ids.push_back(member.id);
  const std::vector<PersonId> others = others_of(same, ids);
  ids.insert(ids.end(), others.begin(), others.end());
  TRY(attendances, reader.load_all<Attendance>(at_session(group.session, ids)));
  return std::ranges::any_of(attendances, &Attendance::counts);
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::MergedIds);
