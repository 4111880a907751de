#include "registration/store/roster.h"

#include "platform/lane/stored_bodies.h"
#include "registration/store/person.h"

namespace opora {

using registration::Career;
using registration::Membership;
using registration::PersonId;

namespace {

// One membership of a career.
struct RosterRow {
  PersonId person;
  Membership membership;
};

constexpr auto table_of(Type<RosterRow>) {
  return Table("roster",
               key("person_id", &RosterRow::person),
               key("organisation_id", &RosterRow::membership, &Membership::organisation),
               key("from_date", &RosterRow::membership, &Membership::from_date),
               column("until_date", &RosterRow::membership, &Membership::until_date),
               column("until_corrected_by", &RosterRow::membership, &Membership::until_corrected_by));
}

constexpr ComposedStatement kOfPerson(
    "SELECT ", columns_of<RosterRow>(), " FROM roster WHERE person_id = :person ORDER BY from_date, organisation_id");

}  // namespace

std::vector<Career> Stored<Career>::load(Sql& sql, std::span<const Key> keys) {
  std::vector<Career> careers;
  for (RosterRow& row : values_of<RosterRow>(sql.query_each(
           kOfPerson, keys, [](const Key& key, const auto& next) { next({{"person", key}}); }))) {
    if (careers.empty() || careers.back().person != row.person) careers.push_back({std::move(row.person), {}});
    careers.back().memberships.push_back(std::move(row.membership));
  }
  return careers;
}

void Stored<Career>::save(Sql& sql, std::span<const Career> careers) {
  std::vector<RosterRow> rows;
  for (const Career& career : careers)
    for (const Membership& membership : career.memberships) rows.push_back({career.person, membership});
  save_rows<RosterRow>(sql, rows);
}

}  // namespace opora

namespace opora::registration {
namespace {

constexpr ComposedStatement kOnDate(
    "SELECT ", columns_of<Person>("p"), ", r.from_date, r.until_date, r.until_corrected_by "
    "FROM roster r JOIN people p ON p.person_id = r.person_id "
    "WHERE r.organisation_id = :organisation AND r.person_id > :after "
    "AND r.from_date <= :date AND (r.until_date = '' OR r.until_date >= :date) "
    "AND (p.merged_into = '' OR NOT EXISTS (SELECT 1 FROM roster o JOIN people w ON w.person_id = o.person_id "
    "WHERE o.organisation_id = r.organisation_id AND o.from_date <= :date "
    "AND (o.until_date = '' OR o.until_date >= :date) "
    "AND (w.person_id = p.merged_into OR (w.merged_into = p.merged_into AND w.person_id < p.person_id)))) "
    "ORDER BY r.person_id LIMIT :limit");
constexpr ComposedStatement kHistory(
    "SELECT ", columns_of<Person>("p"), ", r.from_date, r.until_date, r.until_corrected_by "
    "FROM roster r JOIN people p ON p.person_id = r.person_id "
    "WHERE r.organisation_id = :organisation AND (r.person_id, r.from_date) > (:after, :after_day) "
    "ORDER BY r.person_id, r.from_date LIMIT :limit");

// A day as a number, in the days' order: 20231017. A page's token holds one.
std::int64_t number_of(const std::string& date) {
  std::int64_t number = 0;
  for (const char digit : date)
    if (digit != '-') number = number * 10 + (digit - '0');
  return number;
}

// The other way round; of what is no day, a text before all days.
std::string date_of(std::int64_t number) {
  std::string date = number < 0 ? "" : std::to_string(number);
  if (date.size() != 8) return "";
  date.insert(6, "-");
  date.insert(4, "-");
  return date;
}

}  // namespace

PageCursor cursor_of(const RosterEntry& entry) { return {number_of(entry.from_date), entry.person.id.value}; }

Result<std::vector<RosterEntry>> roster_history_after(Reader& reader, const OrganisationId& organisation,
                                                      const PageCursor& after, int limit) {
  return reader
      .query(kHistory, {{"organisation", organisation},
                        {"after", after.id},
                        {"after_day", date_of(after.number)},
                        {"limit", limit}})
      .map(values_of<RosterEntry, Person, std::string, std::string, CorrectedBy>);
}

Result<std::vector<RosterEntry>> roster_after(Reader& reader, const OrganisationId& organisation,
                                              const std::string& date, const PageCursor& after, int limit) {
  return reader
      .query(kOnDate, {{"organisation", organisation}, {"after", after.id}, {"date", date}, {"limit", limit}})
      .map(values_of<RosterEntry, Person, std::string, std::string, CorrectedBy>);
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::Career);
