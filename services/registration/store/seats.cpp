#include "registration/store/seats.h"

#include "platform/lane/stored_bodies.h"

namespace opora::registration {

Result<Seats> seats_of(Reader& reader, const SessionId& session) {
  TRY(found, reader.find<Seats>(session));
  if (found) return *std::move(found);
  return Seats{.session = session};
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::Seats);
