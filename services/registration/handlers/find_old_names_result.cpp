// Tells that names go, or lets them go, of people among whom some were found; then goes on looking, or looks again in a
// day. What is done can't be undone, so it waits for a time that is confirmed, and each is weighed anew.
#include <chrono>

#include "registration/handlers/handlers.h"
#include "registration/store/correction.h"
#include "registration/store/expiry.h"
#include "registration/store/person.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

constexpr std::chrono::hours kBetweenLooks{24};
constexpr int kLeftAtOnce = 200;  // the others go after the next looks

// With the name go the keys by which lists call its person, and what they were called before.
void let_go(Transaction& tx, const PersonId& person, const std::vector<KeysOfPerson>& keys) {
  for (const PersonId& digest : digests_of(person, keys)) tx.save(ExpiredKey{digest, tx.now()});
  tx.save(KeysOfPerson{person, {}});
  tx.save(FormerNames{person});
}

}  // namespace

Result<void> find_old_names_result(Transaction& tx, const v1::FindOldNamesResult& request) {
  if (!tx.is_time_confirmed())
    return refuse(Code::unavailable, "CLOCK_NOT_CONFIRMED", "No name goes by a time that nothing confirms.");
  const PersonId through{request.through_person_id()};
  if (through.value.empty()) {
    TRY(left, with_former_names_left(tx, kLeftAtOnce));
    for (const PersonId& person : left) tx.save(FormerNames{person});
    tx.set_job(old_names_job(PersonId{}, tx.now() + kBetweenLooks));
    return {};
  }
  TRY(people, named_between(tx, {request.after_person_id()}, through));
  std::vector<Person> changed;
  std::vector<PersonId> expired;
  for (const PersonActivity& each : people) {
    auto person = aged(each.person, each.activity, tx.now());
    if (!person) continue;
    if (person->expired_at) expired.push_back(person->id);
    changed.push_back(*std::move(person));
  }
  TRY(keys, tx.load_all<KeysOfPerson>(expired));
  for (const PersonId& person : expired) let_go(tx, person, keys);
  tx.lets_names_go(static_cast<std::int64_t>(expired.size()));
  for (Person& person : changed) tx.save(std::move(person));
  tx.set_job(old_names_job(through, tx.now()));
  return {};
}

}  // namespace opora::registration
