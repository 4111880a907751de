// Scans by their id, attendances by session and person.
#pragma once

#include <cstdint>
#include <string>

#include "platform/lane/transaction.h"
#include "registration/domain/attendance.h"
#include "registration/store/attendee.h"

template <>
struct opora::Stored<opora::registration::CheckIn> {
  using Key = registration::CheckInId;
  static constexpr const char* unknown = "UNKNOWN_CHECK_IN";
  static const Key& key(const registration::CheckIn& check_in) { return check_in.id; }
  static std::vector<registration::CheckIn> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::CheckIn> check_ins);
};

template <>
struct opora::Stored<opora::registration::Attendance> {
  using Key = registration::SessionPerson;
  static constexpr const char* unknown = "UNKNOWN_PERSON";
  static Key key(const registration::Attendance& attendance) { return {attendance.session, attendance.person}; }
  static std::vector<registration::Attendance> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::Attendance> attendances);
};

namespace opora::registration {

// How many people count at a session whom nobody knew: a small row, so that a door need not count them each time.
struct UnknownPeople {
  SessionId session;
  int counted = 0;
};

// What is known at a session's door of those scanned.
Result<Door> door_of(Reader& reader, const SessionId& session, std::span<const Scan> scans);

// Somebody who came, and with whom, by what is known now. Of those who are not expected, who are in no group of the
// session, neither the name nor the organisation: whoever stands at a door can scan any id.
struct NamedAttendance {
  Attendance attendance;
  std::string name;
};

// Who came to a session, by time of arrival, after (`after_time`, `after_person`).
Result<std::vector<NamedAttendance>> attendances_after(Reader& reader, const SessionId& session, Instant after_time,
                                                       const std::string& after_person, int limit);

}  // namespace opora::registration

template <>
struct opora::Stored<opora::registration::UnknownPeople> {
  using Key = registration::SessionId;
  static constexpr const char* unknown = "UNKNOWN_SESSION";
  static const Key& key(const registration::UnknownPeople& people) { return people.session; }
  static std::vector<registration::UnknownPeople> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::UnknownPeople> all);
};
