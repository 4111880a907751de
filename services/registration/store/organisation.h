// Organisations by id.
#pragma once

#include "platform/lane/stored.h"
#include "registration/domain/organisation.h"

template <>
struct opora::Stored<opora::registration::Organisation> {
  using Key = registration::OrganisationId;
  static constexpr const char* unknown = "UNKNOWN_ORGANISATION";
  static const Key& key(const registration::Organisation& organisation) { return organisation.id; }
  static std::vector<registration::Organisation> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::Organisation> organisations);
};
