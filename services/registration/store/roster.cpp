#include "registration/store/roster.h"

namespace opora {

using registration::Career;
using registration::Membership;
using registration::OrganisationId;
using registration::PersonId;

namespace {

constexpr Statement kLoad(
    "SELECT person_id, organisation_id, from_date, until_date FROM roster WHERE person_id = :person "
    "ORDER BY from_date, organisation_id");
constexpr Statement kSave(
    "INSERT INTO roster (person_id, organisation_id, from_date, until_date) "
    "VALUES (:person, :organisation, :from_date, :until_date) "
    "ON CONFLICT (person_id, organisation_id, from_date) DO UPDATE SET until_date = excluded.until_date");
constexpr Statement kOnDate(
    "SELECT r.person_id, p.name, p.occupation, r.from_date, r.until_date "
    "FROM roster r JOIN people p ON p.person_id = r.person_id "
    "WHERE r.organisation_id = :organisation AND r.person_id > :after "
    "AND r.from_date <= :date AND (r.until_date = '' OR r.until_date >= :date) "
    "ORDER BY r.person_id LIMIT :limit");

}  // namespace

std::vector<Career> Stored<Career>::load(Sql& sql, std::span<const Key> keys) {
  std::vector<Career> careers;
  const Rows rows = sql.query_each(kLoad, keys, [](const Key& key, const auto& next) { next({{"person", key}}); });
  for (const Row& row : rows) {
    if (careers.empty() || careers.back().person.value != row.text(0)) careers.push_back({row.id<PersonId>(0), {}});
    careers.back().memberships.push_back({row.id<OrganisationId>(1), row.text(2), row.text(3)});
  }
  return careers;
}

void Stored<Career>::save(Sql& sql, std::span<const Career> careers) {
  for (const Career& career : careers)
    sql.execute_each(kSave, career.memberships, [&](const Membership& membership, const auto& next) {
      next({{"person", career.person},
            {"organisation", membership.organisation},
            {"from_date", membership.from_date},
            {"until_date", membership.until_date}});
    });
}

}  // namespace opora

namespace opora::registration {

Result<std::vector<RosterEntry>> roster_on(Reader& reader, const OrganisationId& organisation, const std::string& date,
                                           const std::string& after, int limit) {
  TRY(rows, reader.query(kOnDate, {{"organisation", organisation},
                                   {"after", after},
                                   {"date", date},
                                   {"limit", limit}}));
  std::vector<RosterEntry> entries;
  for (const Row& row : rows)
    entries.push_back({{row.id<PersonId>(0), row.text(1), static_cast<Occupation>(row.integer(2))},
                       row.text(3),
                       row.text(4)});
  return entries;
}

}  // namespace opora::registration
