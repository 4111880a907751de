// What was heard of sessions, by id.
#pragma once

#include "platform/lane/stored.h"
#include "registration/domain/session.h"

template <>
struct opora::Stored<opora::registration::Session> {
  using Key = registration::SessionId;
  static constexpr const char* unknown = "UNKNOWN_SESSION";
  static const Key& key(const registration::Session& session) { return session.id; }
  static std::vector<registration::Session> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::Session> sessions);
};
