#include "registration/handlers/correct_attendance.h"

#include <algorithm>
#include <utility>

#include "platform/lane/gather.h"
#include "registration/scopes.h"
#include "registration/store/attendance.h"
#include "registration/store/attendance_correction.h"
#include "registration/store/person.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Corrector corrector_of(const Transaction& tx) {
  Corrector by{tx.subject(), !tx.is_held_to_scope()};
  for (const std::string& region : tx.ids_of_caller(kRegionScope)) by.regions.push_back({region});
  for (const std::string& session : tx.ids_of_caller(kSessionScope)) by.doors.push_back({session});
  return by;
}

Result<CorrectionFacts> facts_of_attendance(Reader& reader, const SessionId& session, const PersonId& person) {
  const SessionPerson where{session, person};
  TRY(found, gather(reader, one<Session>(session), maybe<Attendance>(where), maybe<Person>(person),
                    maybe<UnknownPeople>(session)));
  auto& [facts, attendance, known, unknown_people] = found;
  CorrectionFacts known_of{std::move(facts), person, std::move(attendance), known.has_value(),
                           unknown_people ? unknown_people->counted : 0};
  if (!known_of.attendance || !known_of.attendance->counts()) return known_of;
  TRY(unknown, was_unknown(reader, session, person));
  known_of.attendance->was_unknown = unknown;
  return known_of;
}

Result<void> save_corrected(Transaction& tx, const CorrectionFacts& before, Corrected corrected) {
  if (corrected.events.empty()) return {};
  // None of them counts but the first, where it is given back: what is moved somebody has looked at.
  const bool frees = before.attendance && before.attendance->counts() && before.attendance->was_unknown;
  const bool takes = corrected.attendances.front().was_unknown;
  const int counted = before.unknown_count + (takes ? 1 : 0) - (frees ? 1 : 0);
  if (takes != frees) tx.save(UnknownPeople{before.session.id, std::max(counted, 0)});
  for (Attendance& attendance : corrected.attendances) tx.save(std::move(attendance));
  for (AttendanceCorrection& said : corrected.record) tx.save(std::move(said));
  tx.emit(corrected.events);
  return {};
}

}  // namespace opora::registration
