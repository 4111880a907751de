// The mark of a database into which a platform is being moved: from before the first of its databases is filled until
// all are and the data folder is marked. Where the move was cut off it stays, and nothing starts from such a database:
// some services would go on from what they had, and others from nothing.
#pragma once

#include <cstdint>
#include <string_view>

#include "platform/result/result.h"
#include "platform/sql/sql.h"

namespace opora {

inline constexpr std::string_view kHalfMovedTable = "move_under_way";  // there, or not; its row is the move's number

void mark_half_moved(Sql& sql, std::int64_t move_id);
// The number of the move that is under way; 0 where none is.
std::int64_t half_moved_by(Sql& sql);
void unmark_half_moved(Sql& sql);
// Refused with HALF_MOVED, saying what to do.
Result<void> check_not_half_moved(Sql& sql);

}  // namespace opora
