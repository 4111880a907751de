#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddRoomResponse> add_room(Transaction& tx, const v1::AddRoomRequest& request) {
  Room room = from_proto(request);
  TRY_DO(tx.load<Venue>(room.venue));
  TRY(known, tx.find<Room>(room.id));
  TRY(events, decide(known, room));
  if (!events.empty()) tx.save(std::move(room));
  tx.emit(events);
  return v1::AddRoomResponse();
}

}  // namespace opora::scheduling
