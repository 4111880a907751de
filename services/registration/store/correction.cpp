#include "registration/store/correction.h"

#include <stdexcept>

#include "platform/lane/stored_bodies.h"
#include "registration/domain/group.h"

namespace opora {

using registration::FormerNames;

namespace {

constexpr Statement kForget("UPDATE people_corrections SET reason = '', former_name = '' WHERE person_id = :person");
// Why somebody was said to be them, or somebody else than they, which may say what they are called. The planner finds
// the index by its own words alone.
constexpr Statement kForgetOfOthers(
    "UPDATE people_corrections SET reason = '' WHERE other_person_id = :person AND other_person_id <> ''");

}  // namespace

std::vector<FormerNames> Stored<FormerNames>::load(Sql&, std::span<const Key>) {
  throw std::logic_error("Former names are forgotten, and read with their corrections.");
}

void Stored<FormerNames>::save(Sql& sql, std::span<const FormerNames> all) {
  const auto of_person = [](const FormerNames& names, const auto& next) { next({{"person", names.person}}); };
  sql.execute_each(kForget, all, of_person);
  sql.execute_each(kForgetOfOthers, all, of_person);
}

}  // namespace opora

namespace opora::registration {
namespace {

// Who has left a group is in none, or in another one: its changes still say who they were.
constexpr Statement kOrganisations(
    "SELECT organisation_id FROM roster WHERE person_id = :person UNION "
    "SELECT g.organisation_id FROM attendees a JOIN groups_registered g ON g.group_id = a.group_id "
    "WHERE a.person_id = :person UNION "
    "SELECT g.organisation_id FROM attendees a JOIN group_changes c ON c.session_id = a.session_id "
    "JOIN groups_registered g ON g.group_id = c.group_id "
    "WHERE a.person_id = :person AND c.left_people LIKE '%' || a.person_id || '%' ORDER BY 1");

constexpr Statement kLater(
    "SELECT (SELECT COUNT(*) FROM attendances a JOIN sessions s ON s.session_id = a.session_id "
    "WHERE a.person_id = :person AND a.organisation_id = :organisation AND s.on_date > :last_day "
    "AND a.taken_back_at IS NULL), "
    "(SELECT COUNT(*) FROM attendees e JOIN groups_registered g ON g.group_id = e.group_id "
    "JOIN sessions s ON s.session_id = e.session_id WHERE e.person_id = :person "
    "AND g.organisation_id = :organisation AND g.status <> :cancelled AND s.on_date > :last_day)");

// Of somebody whose name an older build let go, the former ones are still there, and are nobody's to read; nor is what
// was said of them and of somebody else.
constexpr ComposedStatement kThrough(
    "SELECT ", columns_of<Correction>("c"), ", "
    "CASE WHEN p.expired_at IS NULL AND o.expired_at IS NULL THEN 0 ELSE 1 END "
    "FROM people_corrections c JOIN people p ON p.person_id = c.person_id "
    "LEFT JOIN people o ON o.person_id = c.other_person_id "
    "WHERE c.organisation_id = :organisation AND (c.person_id, c.number) > (:after, :after_number) "
    "ORDER BY c.person_id, c.number LIMIT :limit");

constexpr Statement kLeft(
    "SELECT c.person_id FROM people_corrections c JOIN people p ON p.person_id = c.person_id "
    "WHERE p.expired_at IS NOT NULL AND (c.former_name <> '' OR c.reason <> '') "
    "UNION SELECT c.other_person_id FROM people_corrections c JOIN people p ON p.person_id = c.other_person_id "
    "WHERE c.other_person_id <> '' AND p.expired_at IS NOT NULL AND c.reason <> '' ORDER BY 1 LIMIT :limit");

constexpr ComposedStatement kOfPerson(
    "SELECT ", columns_of<Correction>("c"), ", "
    "CASE WHEN p.expired_at IS NULL AND o.expired_at IS NULL THEN 0 ELSE 1 END "
    "FROM people_corrections c JOIN people p ON p.person_id = c.person_id "
    "LEFT JOIN people o ON o.person_id = c.other_person_id "
    "WHERE c.organisation_id = :organisation AND c.person_id = :person ORDER BY c.number");

std::vector<Correction> told(Rows rows) {
  std::vector<Correction> corrections;
  for (auto& [correction, is_expired] : values_of<std::pair<Correction, bool>, Correction, bool>(std::move(rows))) {
    if (is_expired) correction.former_name = correction.reason = "";
    corrections.push_back(std::move(correction));
  }
  return corrections;
}

}  // namespace

Result<std::vector<PersonId>> with_former_names_left(Reader& reader, int limit) {
  return reader.query(kLeft, {{"limit", limit}}).map(values_of<PersonId>);
}

Result<std::vector<OrganisationId>> organisations_of(Reader& reader, const PersonId& person) {
  return reader.query(kOrganisations, {{"person", person}}).map(values_of<OrganisationId>);
}

Result<Later> later_than(Reader& reader, const OrganisationId& organisation, const PersonId& person,
                         const std::string& last_day) {
  if (last_day.empty()) return Later{};
  return reader
      .query(kLater, {{"person", person},
                      {"organisation", organisation},
                      {"last_day", last_day},
                      {"cancelled", GroupStatus::cancelled}})
      .map([](const auto& rows) { return values_of<Later, int, int>(rows).at(0); });
}

PageCursor cursor_of(const Correction& correction) { return {correction.number, correction.person.value}; }

Result<std::vector<Correction>> corrections_after(Reader& reader, const OrganisationId& organisation,
                                                  const PageCursor& after, int limit) {
  return reader
      .query(kThrough, {{"organisation", organisation},
                        {"after", after.id},
                        {"after_number", after.number},
                        {"limit", limit}})
      .map(told);
}

Result<std::vector<Correction>> corrections_of(Reader& reader, const OrganisationId& organisation,
                                               const PersonId& person) {
  return reader.query(kOfPerson, {{"organisation", organisation}, {"person", person}}).map(told);
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::Correction);
OPORA_STORED(opora::registration::FormerNames);
