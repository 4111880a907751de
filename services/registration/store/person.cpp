#include "registration/store/person.h"

namespace opora {

using registration::Occupation;
using registration::Person;
using registration::PersonId;

namespace {

constexpr Statement kLoad("SELECT person_id, name, occupation FROM people WHERE person_id = :person");
constexpr Statement kSave(
    "INSERT INTO people (person_id, name, occupation, derivable) VALUES (:person, :name, :occupation, 0) "
    "ON CONFLICT (person_id) DO UPDATE SET name = excluded.name, occupation = excluded.occupation");

}  // namespace

std::vector<Person> Stored<Person>::load(Sql& sql, std::span<const Key> keys) {
  std::vector<Person> people;
  for (const Row& row : sql.query_each(kLoad, keys, [](const Key& key, const auto& next) { next({{"person", key}}); }))
    people.push_back({row.id<PersonId>(0), row.text(1), static_cast<Occupation>(row.integer(2))});
  return people;
}

void Stored<Person>::save(Sql& sql, std::span<const Person> people) {
  sql.execute_each(kSave, people, [](const Person& person, const auto& next) {
    next({{"person", person.id}, {"name", person.name}, {"occupation", static_cast<int>(person.occupation)}});
  });
}

}  // namespace opora
