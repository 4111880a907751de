// The record of corrections.
#pragma once

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "scheduling/domain/corrections.h"

namespace opora::scheduling {

constexpr auto table_of(Type<Correction>) {
  return Table("corrections", "UNKNOWN_CORRECTION",
               key("id", &Correction::id),
               once("thing_id", &Correction::thing),
               once("kind", &Correction::kind),
               once("reason", &Correction::reason),
               once("corrected_by", &Correction::corrected_by),
               once("corrected_at_us", &Correction::corrected_at));
}

// A thing's corrections are listed by their ids, which follow the time they were made at.
PageCursor cursor_of(const Correction& correction);

// At most `limit` of them after that cursor.
Result<std::vector<Correction>> corrections_after(Reader& reader, const std::string& thing, const PageCursor& after,
                                                  int limit);

}  // namespace opora::scheduling
