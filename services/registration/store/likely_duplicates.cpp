#include "registration/store/likely_duplicates.h"

#include "platform/lane/stored_bodies.h"
#include "registration/domain/group.h"
#include "registration/store/organisation.h"

namespace opora::registration {
namespace {

constexpr Statement kPeopleApart(
    "SELECT CASE WHEN a.merged_into = '' THEN a.person_id ELSE a.merged_into END, "
    "CASE WHEN b.merged_into = '' THEN b.person_id ELSE b.merged_into END "
    "FROM people_apart t JOIN people a ON a.person_id = t.first_id JOIN people b ON b.person_id = t.second_id");

constexpr Statement kOrganisationsApart(
    "SELECT CASE WHEN a.merged_into = '' THEN a.organisation_id ELSE a.merged_into END, "
    "CASE WHEN b.merged_into = '' THEN b.organisation_id ELSE b.merged_into END "
    "FROM organisations_apart t JOIN organisations a ON a.organisation_id = t.first_id "
    "JOIN organisations b ON b.organisation_id = t.second_id");

constexpr Statement kBoth(
    "SELECT DISTINCT m.session_id FROM attendees m JOIN groups_registered g ON g.group_id = m.group_id "
    "JOIN attendees k ON k.session_id = m.session_id AND k.person_id <> m.person_id "
    "JOIN groups_registered h ON h.group_id = k.group_id JOIN people p ON p.person_id = k.person_id "
    "WHERE m.person_id = :merged AND g.status <> :cancelled AND h.status <> :cancelled "
    "AND (p.person_id = :kept OR p.merged_into = :kept) ORDER BY m.session_id LIMIT 100");

// A row for each organisation of theirs, where they are under whichever id: who is kept stands for the others.
constexpr Statement kCalled(
    "SELECT p.person_id, p.name, p.occupation, m.organisation_id FROM ("
    "SELECT r.person_id, r.organisation_id FROM organisations o JOIN roster r ON r.organisation_id = o.organisation_id "
    "WHERE (:region = '' OR o.region_id = :region) AND (:organisation = '' OR o.organisation_id = :organisation) "
    "UNION SELECT e.person_id, g.organisation_id FROM organisations o "
    "JOIN groups_registered g ON g.organisation_id = o.organisation_id JOIN attendees e ON e.group_id = g.group_id "
    "WHERE (:region = '' OR o.region_id = :region) AND (:organisation = '' OR o.organisation_id = :organisation)) m "
    "JOIN people q ON q.person_id = m.person_id "
    "JOIN people p ON p.person_id = CASE WHEN q.merged_into = '' THEN q.person_id ELSE q.merged_into END "
    "WHERE p.name <> '' ORDER BY p.person_id, m.organisation_id");

constexpr ComposedStatement kOrganisationsCalled(
    "SELECT ", columns_of<Organisation>(), " FROM organisations "
    "WHERE merged_into = '' AND (:region = '' OR region_id = :region OR region_id = '') ORDER BY organisation_id");

struct CalledRow {
  PersonId person;
  std::string name;
  Occupation occupation = Occupation::unspecified;
  OrganisationId organisation;
};

template <class AnyId>
std::set<std::pair<AnyId, AnyId>> pairs_in(Rows rows) {
  std::set<std::pair<AnyId, AnyId>> pairs;
  for (const auto& [one, other] : values_of<std::pair<AnyId, AnyId>, AnyId, AnyId>(std::move(rows)))
    pairs.insert(in_order(one, other));
  return pairs;
}

}  // namespace

Result<PeopleApart> people_apart(Reader& reader) { return reader.query(kPeopleApart).map(pairs_in<PersonId>); }

Result<OrganisationsApart> organisations_apart(Reader& reader) {
  return reader.query(kOrganisationsApart).map(pairs_in<OrganisationId>);
}

Result<std::vector<SessionId>> sessions_with_both(Reader& reader, const PersonId& kept, const PersonId& merged) {
  return reader.query(kBoth, {{"kept", kept}, {"merged", merged}, {"cancelled", GroupStatus::cancelled}})
      .map(values_of<SessionId>);
}

PageCursor cursor_of(const LikelyDuplicate& duplicate) { return {0, duplicate.people.front().id.value}; }

PageCursor cursor_of(const LikelyDuplicateOrganisation& duplicate) {
  return {0, duplicate.organisations.front().id.value};
}

Result<std::vector<LikelyPerson>> people_called(Reader& reader, const RegionId& region,
                                                const OrganisationId& organisation) {
  TRY(rows, reader.query(kCalled, {{"region", region}, {"organisation", organisation}})
                .map(values_of<CalledRow, PersonId, std::string, Occupation, OrganisationId>));
  std::vector<LikelyPerson> people;
  for (CalledRow& row : rows) {
    if (people.empty() || people.back().id != row.person)
      people.push_back({std::move(row.person), std::move(row.name), row.occupation, {}});
    people.back().organisations.insert(std::move(row.organisation));
  }
  return people;
}

Result<std::vector<Organisation>> organisations_called(Reader& reader, const RegionId& region) {
  return reader.query(kOrganisationsCalled, {{"region", region}}).map(values_of<Organisation>);
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::ApartPeople);
OPORA_STORED(opora::registration::ApartOrganisations);
