#include "registration/store/same_people.h"

#include <algorithm>
#include <set>

#include "platform/lane/gather.h"
#include "platform/sql/rows.h"
#include "registration/store/attendance.h"
#include "registration/store/attendee.h"
#include "registration/store/roster.h"

namespace opora::registration {
namespace {

// The planner finds the index by its own words alone.
constexpr Statement kMergedInto(
    "SELECT person_id FROM people WHERE merged_into = :kept AND merged_into <> '' ORDER BY person_id");

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
  for (const PersonId& each : kept) {
    TRY(merged, reader.query(kMergedInto, {{"kept", each}}).map(values_of<PersonId>));
    same.add(each, merged);
  }
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

Result<bool> has_come_as_another(Reader& reader, const SamePeople& same, const SessionId& session,
                                 const PersonId& person) {
  const std::vector<PersonId> others = others_of(same, std::span(&person, 1));
  if (others.empty()) return false;
  TRY(attendances, reader.load_all<Attendance>(at_session(session, others)));
  return std::ranges::any_of(attendances, &Attendance::counts);
}

}  // namespace opora::registration
