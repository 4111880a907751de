#include "reporting/store/merges.h"

#include "platform/lane/stored_bodies.h"
#include "reporting/domain/group_seats.h"

namespace opora::reporting {
namespace {

constexpr ComposedStatement kPeople("SELECT ", columns_of<MergedPerson>("t"), " FROM merged_people t WHERE EXISTS ("
    "SELECT 1 FROM attendances a JOIN sessions s ON s.session_id = a.session_id "
    "WHERE a.person_id = t.person_id AND s.round_id = :round)");
constexpr ComposedStatement kOrganisations("SELECT ", columns_of<MergedOrganisation>(), " FROM merged_organisations");
constexpr ComposedStatement kApart("SELECT ", columns_of<OrganisationsApart>(), " FROM organisations_apart");

// Of several confirmed groups the first organisation by its id, of what was said when they came the last: registration
// says the same (store/attendance.cpp there).
constexpr Statement kVisitorsToldOf(R"(
WITH ids AS (
  SELECT t.person_id, CASE WHEN t.kept_id = '' THEN t.person_id ELSE t.kept_id END AS kept_id FROM merged_people t
), came AS (
  SELECT i.kept_id, a.organisation_id, a.unverified FROM attendances a JOIN ids i ON i.person_id = a.person_id
  WHERE a.session_id = :session AND a.change % 2 = 0
)
SELECT p.kept_id, COALESCE(p.sent_by, p.works_at, p.said), p.unverified,
       CASE WHEN p.sent_by IS NULL THEN 0 ELSE 1 END
FROM (
  SELECT c.kept_id,
    (SELECT MIN(g.organisation_id) FROM group_seats g
     JOIN group_members n ON n.group_id = g.group_id AND n.has_left = 0 JOIN ids i ON i.person_id = n.person_id
     WHERE g.session_id = :session AND g.standing = :confirmed AND g.organisation_id <> ''
       AND i.kept_id = c.kept_id) AS sent_by,
    (SELECT r.organisation_id FROM ids i JOIN roster r ON r.person_id = i.person_id
     WHERE i.kept_id = c.kept_id AND r.from_date <= :date
       AND (COALESCE(r.changed_until_date, r.until_date) = ''
            OR :date <= COALESCE(r.changed_until_date, r.until_date))
     ORDER BY r.from_date, r.organisation_id LIMIT 1) AS works_at,
    MAX(CASE WHEN EXISTS (SELECT 1 FROM ids i JOIN roster w ON w.person_id = i.person_id
                          WHERE i.kept_id = c.kept_id AND w.organisation_id = c.organisation_id
                            AND w.changed_until_date IS NOT NULL)
             THEN '' ELSE c.organisation_id END) AS said,
    MIN(CASE WHEN c.unverified = 0 THEN 0
             WHEN EXISTS (SELECT 1 FROM ids i JOIN group_members n ON n.person_id = i.person_id
                          WHERE i.kept_id = c.kept_id) THEN 0
             WHEN EXISTS (SELECT 1 FROM ids i JOIN roster n ON n.person_id = i.person_id
                          WHERE i.kept_id = c.kept_id) THEN 0
             ELSE 1 END) AS unverified
  FROM came c GROUP BY c.kept_id
) p)");

}  // namespace

Result<Merges> merges_in(Reader& reader) {
  TRY(organisations, reader.query(kOrganisations).map(values_of<MergedOrganisation>));
  Merges merges;
  for (const MergedOrganisation& organisation : organisations) merges.add(organisation);
  return merges;
}

Result<Merges> merges_of(Reader& reader, const RoundId& round) {
  TRY(merges, merges_in(reader));
  TRY(people, reader.query(kPeople, {{"round", round}}).map(values_of<MergedPerson>));
  for (const MergedPerson& person : people) merges.add(person);
  return merges;
}

Result<Apart> organisations_apart(Reader& reader, const Merges& merges) {
  TRY(told, reader.query(kApart).map(values_of<OrganisationsApart>));
  return apart_by(merges, told);
}

Result<std::vector<Visits::Visitor>> visitors_told_of(Reader& reader, const Session& session) {
  return reader
      .query(kVisitorsToldOf,
             {{"session", session.id}, {"date", session.local_date}, {"confirmed", GroupStatus::confirmed}})
      .map(values_of<Visits::Visitor, PersonId, OrganisationId, bool, bool>);
}

}  // namespace opora::reporting

OPORA_STORED(opora::reporting::MergedPerson);
OPORA_STORED(opora::reporting::MergedOrganisation);
OPORA_STORED(opora::reporting::OrganisationsApart);
