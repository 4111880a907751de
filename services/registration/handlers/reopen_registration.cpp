// Opens registration for a session again, or for longer, and leaves its end to the timer once more.
#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ReopenRegistrationResponse> reopen_registration(Transaction& tx,
                                                           const v1::ReopenRegistrationRequest& request) {
  const SessionId id{request.session_id()};
  TRY(found, gather(tx, one<Session>(id), [&](Reader& reader) { return seats_of(reader, id); }));
  auto& [session, seats] = found;
  std::optional<Instant> until;
  if (request.until_us() != 0) until = Instant{request.until_us()};
  TRY(events, decide_reopening(session, seats, until, tx.now()));
  seats = fold(std::move(seats), events);
  v1::ReopenRegistrationResponse response;
  response.set_until_us(end_of_registration(session, seats).us);
  if (events.empty()) return response;
  tx.set_timer(end_timer(session.id, end_of_registration(session, seats)));
  tx.save(std::move(seats));
  tx.emit(events);
  return response;
}

}  // namespace opora::registration
