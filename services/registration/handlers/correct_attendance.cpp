#include "registration/handlers/correct_attendance.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "platform/lane/gather.h"
#include "registration/scopes.h"
#include "registration/store/attendance.h"
#include "registration/store/attendance_correction.h"
#include "registration/store/person.h"
#include "registration/store/same_people.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Corrector corrector_of(const Transaction& tx) {
  Corrector by{tx.subject(), !tx.is_held_to_scope()};
  for (const std::string& region : tx.ids_of_caller(kRegionScope)) by.regions.push_back({region});
  for (const std::string& session : tx.ids_of_caller(kSessionScope)) by.doors.push_back({session});
  return by;
}

namespace {

// Of one that counts it is looked up whether it is one of those of whom only so many count by themselves.
Result<void> put_unknown(Reader& reader, Attendance& attendance) {
  if (!attendance.counts()) return {};
  TRY(unknown, was_unknown(reader, attendance.session, attendance.person));
  attendance.was_unknown = unknown;
  return {};
}

// What was recorded there of the same person under other ids.
Result<std::vector<Attendance>> under_other_ids(Reader& reader, const SessionId& session, const Person& person) {
  TRY(same, same_people(reader, std::span(&person, 1)));
  std::vector<PersonId> others = same.ids_of(std::span(&person.id, 1));
  std::erase(others, person.id);
  if (others.empty()) return std::vector<Attendance>();
  TRY(attendances, reader.load_all<Attendance>(at_session(session, others)));
  if (std::ranges::none_of(attendances, &Attendance::counts)) return attendances;
  TRY(unknown, unknown_under(reader, session, kept_of(person)));
  for (Attendance& attendance : attendances)
    attendance.was_unknown = attendance.counts() && std::ranges::find(unknown, attendance.person) != unknown.end();
  return attendances;
}

// How many of those of whom only so many count by themselves count no more.
int unknown_freed(const CorrectionFacts& before, const Corrected& corrected) {
  int freed = 0;
  for (const Attendance& each : counting(before.attendance, before.others)) {
    const auto is_it = [&](const Attendance& since) {
      return since.session == each.session && since.person == each.person && !since.counts();
    };
    if (each.was_unknown && std::ranges::any_of(corrected.attendances, is_it)) ++freed;
  }
  return freed;
}

// And how many more do: what is moved somebody has looked at.
int unknown_given(const Corrected& corrected) {
  const auto is_unknown = [](const Attendance& since) { return since.counts() && since.was_unknown; };
  return static_cast<int>(std::ranges::count_if(corrected.attendances, is_unknown));
}

}  // namespace

Result<CorrectionFacts> facts_of_attendance(Reader& reader, const SessionId& session, const PersonId& person) {
  const SessionPerson where{session, person};
  TRY(found, gather(reader, one<Session>(session), maybe<Attendance>(where), maybe<Person>(person),
                    maybe<UnknownPeople>(session)));
  auto& [facts, attendance, known, unknown_people] = found;
  CorrectionFacts known_of{std::move(facts), person, std::move(attendance), known.has_value(),
                           unknown_people ? unknown_people->counted : 0};
  if (known_of.attendance) TRY_DO(put_unknown(reader, *known_of.attendance));
  if (known) {
    TRY(others, under_other_ids(reader, session, *known));
    known_of.others = std::move(others);
  }
  return known_of;
}

Result<void> save_corrected(Transaction& tx, const CorrectionFacts& before, Corrected corrected) {
  if (corrected.events.empty()) return {};
  const int frees = unknown_freed(before, corrected);
  const int takes = unknown_given(corrected);
  const int counted = before.unknown_count + takes - frees;
  if (takes != frees) tx.save(UnknownPeople{before.session.id, std::max(counted, 0)});
  for (Attendance& attendance : corrected.attendances) tx.save(std::move(attendance));
  for (AttendanceCorrection& said : corrected.record) tx.save(std::move(said));
  tx.emit(corrected.events);
  return {};
}

}  // namespace opora::registration
