// Keeps how many came with an organisation whose names nobody knows.
#include "registration/domain/count_attendance.h"

#include <algorithm>
#include <utility>

#include "platform/lane/gather.h"
#include "registration/handlers/correct_attendance.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance_correction.h"
#include "registration/store/organisation.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

// In place of the organisation's count that stood.
CountsOfSession with(CountsOfSession counts, const UnnamedCount& count) {
  const auto stood = std::ranges::find(counts.counts, count.organisation, &UnnamedCount::organisation);
  if (stood == counts.counts.end())
    counts.counts.push_back(count);
  else
    counts.replaced.push_back(std::exchange(*stood, count));
  return counts;
}

}  // namespace

Result<v1::CountAttendanceResponse> count_attendance(Transaction& tx, const v1::CountAttendanceRequest& request) {
  const CountAttendance command = from_proto(request);
  TRY(found, gather(tx, one<Session>(command.session), one<Organisation>(command.organisation),
                    maybe<CountsOfSession>(command.session)));
  const auto& [session, organisation, known] = found;
  const CountsOfSession counts = known.value_or(CountsOfSession{command.session});
  TRY(counted, decide(session, counts, command, corrector_of(tx), tx.now()));
  v1::CountAttendanceResponse response;
  response.set_previous_count(counted.previous_count);
  if (!counted.count) return response;
  tx.save(with(counts, *counted.count));
  tx.emit(Events{AttendanceCounted{counted.count->session, counted.count->organisation, counted.count->person_count,
                                   counted.count->change}});
  return response;
}

}  // namespace opora::registration
