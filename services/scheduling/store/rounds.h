// Rounds in their tables.
#pragma once

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "platform/text/text_column.h"
#include "scheduling/domain/rounds.h"

namespace opora::scheduling {

// A round without its projects and regions, which are rows of their own.
constexpr auto table_of(Type<Round>) {
  return Table("rounds", "UNKNOWN_ROUND",
               key("id", &Round::id),
               column("programme_id", &Round::programme),
               column("name", &Round::name),
               column("year", &Round::year));
}

}  // namespace opora::scheduling

template <>
struct opora::Stored<opora::scheduling::Round> {
  using Key = scheduling::RoundId;
  static constexpr const char* unknown = table_of(Type<scheduling::Round>{}).unknown;
  static Key key(const scheduling::Round& round) { return round.id; }
  static std::vector<scheduling::Round> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const scheduling::Round> rounds);
};

namespace opora::scheduling {

// Rounds are listed newest first: by year, then by id, since ids follow the time they were made at.
PageCursor start_of_rounds();
PageCursor cursor_of(const Round& round);

// At most `limit` rounds after that cursor.
Result<std::vector<Round>> rounds_after(Reader& reader, const PageCursor& after, int limit);

}  // namespace opora::scheduling
