// People by id: the one place of their names.
#pragma once

#include "platform/lane/stored.h"
#include "registration/domain/person.h"

template <>
struct opora::Stored<opora::registration::Person> {
  using Key = registration::PersonId;
  static constexpr const char* unknown = "UNKNOWN_PERSON";
  static const Key& key(const registration::Person& person) { return person.id; }
  static std::vector<registration::Person> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::Person> people);
};
