#include "registration/domain/count_attendance.h"

#include <cstdint>

namespace opora::registration {

Result<CountedAttendance> decide(const Session& session, const CountsOfSession& counts, const CountAttendance& command,
                                 const Corrector& by, Instant now) {
  TRY_DO(check_held(session));
  TRY_DO(check_doors_opened(session, now));
  UnnamedCount last;
  std::int64_t of_others = 0;
  for (const UnnamedCount& each : counts.counts) {
    if (each.organisation == command.organisation)
      last = each;
    else
      of_others += each.person_count;
  }
  CountedAttendance counted{last.person_count, {}};
  if (command.person_count == last.person_count) return counted;
  TRY_DO(check_in_time(session, by, now));
  if (last.change > 0 && command.reason.empty())
    return refuse(Code::invalid, "REASON_MISSING", "Another number was counted here. Say why this one replaces it.");
  const bool is_more = command.person_count > last.person_count;
  if (is_more && of_others + command.person_count > unknown_people_max(session))
    return refuse(Code::invalid, "COUNT_LARGER_THAN_ROOM",
                  "With those counted here already these are more people than the session has seats. Look at the "
                  "other counts of the session, and at the number.");
  counted.count = UnnamedCount{command.session, command.organisation, last.change + 1, command.person_count,
                               command.reason,  by.subject,           now};
  return counted;
}

}  // namespace opora::registration
