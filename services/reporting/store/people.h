// Who was named in which group, and who works where: what says with whom somebody came.
#pragma once

#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "platform/lane/stored.h"
#include "reporting/domain/facts.h"

namespace opora {

template <>
struct Stored<reporting::GroupMember> {
  using Key = std::pair<reporting::GroupId, reporting::PersonId>;
  static constexpr const char* unknown = "UNKNOWN_PERSON";
  static Key key(const reporting::GroupMember& member) { return {member.group, member.person}; }
  static std::vector<reporting::GroupMember> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const reporting::GroupMember> members);
};

template <>
struct Stored<reporting::RosterMember> {
  using Key = std::pair<std::pair<reporting::PersonId, std::string>, reporting::OrganisationId>;
  static constexpr const char* unknown = "UNKNOWN_PERSON";
  static Key key(const reporting::RosterMember& member) {
    return {{member.person, member.from_date}, member.organisation};
  }
  static std::vector<reporting::RosterMember> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const reporting::RosterMember> members);
};

}  // namespace opora
