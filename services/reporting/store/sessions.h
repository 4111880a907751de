// Sessions, the seats that groups have in them, and who came.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "platform/lane/stored.h"
#include "reporting/domain/facts.h"
#include "reporting/domain/group_seats.h"

namespace opora {

template <>
struct Stored<reporting::Session> {
  using Key = reporting::SessionId;
  static constexpr const char* unknown = "UNKNOWN_SESSION";
  static Key key(const reporting::Session& session) { return session.id; }
  static std::vector<reporting::Session> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const reporting::Session> sessions);
};

template <>
struct Stored<reporting::GroupSeats> {
  using Key = reporting::GroupId;
  static constexpr const char* unknown = "UNKNOWN_GROUP";
  static Key key(const reporting::GroupSeats& group) { return group.id; }
  static std::vector<reporting::GroupSeats> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const reporting::GroupSeats> groups);
};

template <>
struct Stored<reporting::Attendance> {
  using Key = std::pair<reporting::SessionId, reporting::PersonId>;
  static constexpr const char* unknown = "UNKNOWN_ATTENDANCE";
  static Key key(const reporting::Attendance& attendance) { return {attendance.session, attendance.person}; }
  static std::vector<reporting::Attendance> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const reporting::Attendance> attendances);
};

}  // namespace opora
