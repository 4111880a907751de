// Programmes, projects and partnerships in their tables.
#pragma once

#include "platform/lane/stored.h"
#include "scheduling/domain/programmes.h"

namespace opora {

template <>
struct Stored<scheduling::Programme> {
  using Key = scheduling::ProgrammeId;
  static constexpr const char* unknown = "UNKNOWN_PROGRAMME";
  static Key key(const scheduling::Programme& value) { return value.id; }
  static std::vector<scheduling::Programme> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const scheduling::Programme> values);
};

template <>
struct Stored<scheduling::Project> {
  using Key = scheduling::ProjectId;
  static constexpr const char* unknown = "UNKNOWN_PROJECT";
  static Key key(const scheduling::Project& value) { return value.id; }
  static std::vector<scheduling::Project> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const scheduling::Project> values);
};

template <>
struct Stored<scheduling::Partnership> {
  using Key = scheduling::PartnershipId;
  static constexpr const char* unknown = "UNKNOWN_PARTNERSHIP";
  static Key key(const scheduling::Partnership& value) { return value.id; }
  static std::vector<scheduling::Partnership> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const scheduling::Partnership> values);
};

}  // namespace opora
