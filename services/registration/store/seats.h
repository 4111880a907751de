// A session's seats: what a batch loads once and saves at its end.
#pragma once

#include "platform/lane/transaction.h"
#include "registration/domain/seats.h"

template <>
struct opora::Stored<opora::registration::Seats> {
  using Key = registration::SessionId;
  static constexpr const char* unknown = "UNKNOWN_SESSION";
  static const Key& key(const registration::Seats& seats) { return seats.session; }
  static std::vector<registration::Seats> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::Seats> seats);
};

namespace opora::registration {

// The seats of a session; all free while nobody has registered.
Result<Seats> seats_of(Reader& reader, const SessionId& session);

}  // namespace opora::registration
