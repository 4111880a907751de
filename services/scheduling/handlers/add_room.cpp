#include "platform/lane/gather.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddRoomResponse> add_room(Transaction& tx, const v1::AddRoomRequest& request) {
  Room room = from_proto(request);
  TRY(found, gather(tx, one<Venue>(room.venue), maybe<Room>(room.id)));
  auto& [venue, known] = found;
  TRY(events, decide(known, room));
  if (!events.empty()) tx.save(std::move(room));
  tx.emit(events);
  return v1::AddRoomResponse();
}

}  // namespace opora::scheduling
