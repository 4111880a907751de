#include "registration/store/organisation.h"

#include <nlohmann/json.hpp>

namespace opora {

using registration::Organisation;
using registration::OrganisationId;
using registration::OrganisationKind;
using registration::RegionId;
using registration::Texts;

namespace {

constexpr Statement kLoad(
    "SELECT organisation_id, name, kind, region_id FROM organisations WHERE organisation_id = :organisation");
constexpr Statement kSave(
    "INSERT INTO organisations (organisation_id, name, kind, region_id) VALUES (:organisation, :name, :kind, :region) "
    "ON CONFLICT (organisation_id) DO UPDATE SET name = excluded.name, kind = excluded.kind, "
    "region_id = excluded.region_id");

}  // namespace

std::vector<Organisation> Stored<Organisation>::load(Sql& sql, std::span<const Key> keys) {
  std::vector<Organisation> organisations;
  const Rows rows =
      sql.query_each(kLoad, keys, [](const Key& key, const auto& next) { next({{"organisation", key}}); });
  for (const Row& row : rows)
    organisations.push_back({row.id<OrganisationId>(0), nlohmann::json::parse(row.text(1)).get<Texts>(),
                             static_cast<OrganisationKind>(row.integer(2)), row.id<RegionId>(3)});
  return organisations;
}

void Stored<Organisation>::save(Sql& sql, std::span<const Organisation> organisations) {
  sql.execute_each(kSave, organisations, [](const Organisation& organisation, const auto& next) {
    const std::string name = nlohmann::json(organisation.name).dump();
    next({{"organisation", organisation.id},
          {"name", name},
          {"kind", static_cast<int>(organisation.kind)},
          {"region", organisation.region}});
  });
}

}  // namespace opora
