#include "registration/store/expiry.h"

#include <algorithm>

#include "platform/lane/stored_bodies.h"
#include "registration/store/person.h"
#include "registration/store/same_people.h"

namespace opora {

using registration::KeysOfPerson;
using registration::PersonId;

namespace {

constexpr Statement kKeys("SELECT person_id, list, key FROM person_keys WHERE person_id = :person ORDER BY list, key");
constexpr Statement kForget("DELETE FROM person_keys WHERE person_id = :person");

}  // namespace

std::vector<KeysOfPerson> Stored<KeysOfPerson>::load(Sql& sql, std::span<const Key> people) {
  std::vector<KeysOfPerson> all;
  for (auto& [person, list, key] : values_of<std::tuple<PersonId, std::string, std::string>, PersonId, std::string,
                                             std::string>(sql.query_each(
           kKeys, people, [](const Key& each, const auto& next) { next({{"person", each}}); }))) {
    if (all.empty() || all.back().person != person) all.push_back({person, {}});
    all.back().keys.emplace_back(std::move(list), std::move(key));
  }
  return all;
}

void Stored<KeysOfPerson>::save(Sql& sql, std::span<const KeysOfPerson> all) {
  sql.execute_each(kForget, all, [](const KeysOfPerson& keys, const auto& next) { next({{"person", keys.person}}); });
}

}  // namespace opora

namespace opora::registration {
namespace {

constexpr const char* kAfterAll = "g";  // ids are hexadecimal
constexpr int kNoLimit = 1'000'000'000;

// While they have no last day on a roster, the last that a calendar holds; and so for a session that nobody knows yet,
// since what was told of it may be parked, and it is to come as far as anybody can tell.
constexpr ComposedStatement kNamed(
    "SELECT ", columns_of<Person>("p"), ", "
    "COALESCE((SELECT MAX(COALESCE(s.on_date, '9999-12-31')) FROM attendees a "
    "LEFT JOIN sessions s ON s.session_id = a.session_id "
    "WHERE a.person_id = p.person_id), ''), "
    "COALESCE((SELECT MAX(COALESCE(s.on_date, '9999-12-31')) FROM attendances a "
    "LEFT JOIN sessions s ON s.session_id = a.session_id "
    "WHERE a.person_id = p.person_id AND a.taken_back_at IS NULL), ''), "
    "COALESCE((SELECT MAX(COALESCE(s.on_date, '9999-12-31')) FROM unsettled_scans u "
    "LEFT JOIN sessions s ON s.session_id = u.session_id "
    "WHERE u.person_id = p.person_id AND u.stands NOT IN (2, 6)), ''), "
    "COALESCE((SELECT MAX(CASE WHEN r.until_date = '' THEN '9999-12-31' ELSE r.until_date END) FROM roster r "
    "WHERE r.person_id = p.person_id), '') "
    "FROM people p WHERE p.person_id > :after AND p.person_id <= :through AND p.expired_at IS NULL "
    "AND (p.expiry_told_at IS NOT NULL OR :is_told = 0) ORDER BY p.person_id LIMIT :limit");

// What somebody has taken part in under one id, whoever it is.
constexpr Statement kActivityAs(
    "SELECT COALESCE((SELECT MAX(COALESCE(k.on_date, '9999-12-31')) FROM attendees t "
    "LEFT JOIN sessions k ON k.session_id = t.session_id WHERE t.person_id = :person), ''), "
    "COALESCE((SELECT MAX(COALESCE(k.on_date, '9999-12-31')) FROM attendances t "
    "LEFT JOIN sessions k ON k.session_id = t.session_id "
    "WHERE t.person_id = :person AND t.taken_back_at IS NULL), ''), "
    "COALESCE((SELECT MAX(COALESCE(k.on_date, '9999-12-31')) FROM unsettled_scans t "
    "LEFT JOIN sessions k ON k.session_id = t.session_id "
    "WHERE t.person_id = :person AND t.stands NOT IN (2, 6)), ''), "
    "COALESCE((SELECT MAX(CASE WHEN t.until_date = '' THEN '9999-12-31' ELSE t.until_date END) FROM roster t "
    "WHERE t.person_id = :person), '')");

Activity later_of(const Activity& one, const Activity& other) {
  return {std::max(one.registered_for, other.registered_for), std::max(one.attended, other.attended),
          std::max(one.scanned, other.scanned), std::max(one.worked_until, other.worked_until)};
}

// Whoever takes part under one of their ids keeps what they are called under all of them.
Result<void> add_activity_as_others(Reader& reader, const SamePeople& same, PersonActivity& each) {
  const PersonId& own = each.person.id;
  const std::vector<PersonId> ids = same.ids_of(std::span(&own, 1));
  for (const PersonId& id : ids) {
    if (id == own) continue;
    TRY(found, reader.query(kActivityAs, {{"person", id}})
                   .map(values_of<Activity, std::string, std::string, std::string, std::string>));
    each.activity = later_of(each.activity, found.at(0));
  }
  return {};
}

Result<std::vector<PersonActivity>> named(Reader& reader, const PersonId& after, const std::string& through,
                                          bool is_told, int limit) {
  TRY(people, reader
                  .query(kNamed, {{"after", after}, {"through", through}, {"is_told", is_told}, {"limit", limit}})
                  .map(values_of<PersonActivity, Person, std::string, std::string, std::string, std::string>));
  std::vector<Person> several;
  for (const PersonActivity& each : people)
    if (has_several_ids(each.person)) several.push_back(each.person);
  if (several.empty()) return people;
  TRY(same, same_people(reader, several));
  for (PersonActivity& each : people)
    if (has_several_ids(each.person)) TRY_DO(add_activity_as_others(reader, same, each));
  return people;
}

}  // namespace

Result<std::vector<PersonActivity>> named_after(Reader& reader, const PersonId& after, int limit) {
  return named(reader, after, kAfterAll, false, limit);
}

Result<std::vector<PersonActivity>> named_between(Reader& reader, const PersonId& after, const PersonId& through) {
  return named(reader, after, through.value, false, kNoLimit);
}

PageCursor cursor_of(const PersonActivity& told) { return {0, told.person.id.value}; }

Result<std::vector<PersonActivity>> told_after(Reader& reader, const PageCursor& after, int limit) {
  return named(reader, {after.id}, kAfterAll, true, limit);
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::KeysOfPerson);
OPORA_STORED(opora::registration::ExpiredKey);
