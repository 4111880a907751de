// A session is open to registration: keeps its facts, and leaves the end of registration to a timer, and to another one
// the scans that were made before it was heard of.
#include "platform/lane/gather.h"
#include "registration/domain/follow_session.h"
#include "registration/handlers/handlers.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/store/unsettled.h"
#include "registration/wire.h"

namespace opora::registration {

Result<void> on_session_published(Transaction& tx, const Received<scheduling::v1::SessionPublished>& event) {
  Session session = from_proto(event.body);
  TRY(found, gather(tx, [&](Reader& reader) { return waiting_scans(reader, session.id, 1); },
                    [&](Reader& reader) { return seats_of(reader, session.id); }));
  const auto& [waiting, seats] = found;
  if (is_latest(seats, 0)) tx.set_timer(end_timer(session.id, session.registration_ends_at));
  if (!waiting.empty()) tx.set_timer(admit_timer(session.id, tx.now()));
  tx.save(std::move(session));
  return {};
}

}  // namespace opora::registration
