// Places in their tables.
#pragma once

#include "platform/lane/stored.h"
#include "scheduling/domain/places.h"

namespace opora {

template <>
struct Stored<scheduling::Country> {
  using Key = scheduling::CountryId;
  static constexpr const char* unknown = "UNKNOWN_COUNTRY";
  static Key key(const scheduling::Country& value) { return value.id; }
  static std::vector<scheduling::Country> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const scheduling::Country> values);
};

template <>
struct Stored<scheduling::Region> {
  using Key = scheduling::RegionId;
  static constexpr const char* unknown = "UNKNOWN_REGION";
  static Key key(const scheduling::Region& value) { return value.id; }
  static std::vector<scheduling::Region> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const scheduling::Region> values);
};

template <>
struct Stored<scheduling::Site> {
  using Key = scheduling::SiteId;
  static constexpr const char* unknown = "UNKNOWN_SITE";
  static Key key(const scheduling::Site& value) { return value.id; }
  static std::vector<scheduling::Site> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const scheduling::Site> values);
};

template <>
struct Stored<scheduling::Venue> {
  using Key = scheduling::VenueId;
  static constexpr const char* unknown = "UNKNOWN_VENUE";
  static Key key(const scheduling::Venue& value) { return value.id; }
  static std::vector<scheduling::Venue> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const scheduling::Venue> values);
};

template <>
struct Stored<scheduling::Room> {
  using Key = scheduling::RoomId;
  static constexpr const char* unknown = "UNKNOWN_ROOM";
  static Key key(const scheduling::Room& value) { return value.id; }
  static std::vector<scheduling::Room> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const scheduling::Room> values);
};

}  // namespace opora
