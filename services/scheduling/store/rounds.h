// Rounds in their tables.
#pragma once

#include "platform/lane/stored.h"
#include "platform/lane/transaction.h"
#include "scheduling/domain/rounds.h"
#include "platform/paging/page.h"

namespace opora {

template <>
struct Stored<scheduling::Round> {
  using Key = scheduling::RoundId;
  static constexpr const char* unknown = "UNKNOWN_ROUND";
  static Key key(const scheduling::Round& value) { return value.id; }
  static std::vector<scheduling::Round> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const scheduling::Round> values);
};

namespace scheduling {

// Rounds are listed newest first: by year, then by id, since ids follow the time they were made at.
PageCursor start_of_rounds();
PageCursor cursor_of(const Round& round);

// At most `limit` rounds after that cursor.
Result<std::vector<Round>> rounds_after(Reader& reader, const PageCursor& after, int limit);

}  // namespace scheduling
}  // namespace opora
