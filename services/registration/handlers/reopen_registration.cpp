// Opens registration for a session again, or for longer, and leaves its end to the timer once more.
#include "registration/handlers/handlers.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ReopenRegistrationResponse> reopen_registration(Transaction& tx,
                                                           const v1::ReopenRegistrationRequest& request) {
  TRY(session, tx.load<Session>({request.session_id()}));
  TRY(seats, seats_of(tx, session.id));
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
