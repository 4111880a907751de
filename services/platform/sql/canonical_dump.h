// A database's content as text that two databases can be compared by: a read model and its rebuild.
#pragma once

#include <span>
#include <string>

#include "platform/sql/sql.h"

namespace opora {

// The rows of each table, in the order of the tables given, rows by primary key, a row a line:
//   seats {session: "01…", capacity: 10, note: null}
// Text and bytes look alike; control characters are written \xNN. A table without a primary key is ordered by all its
// columns. An unknown table is a mistake of ours: std::logic_error. For SQLite. Throws EngineError.
std::string canonical_dump(Sql& sql, std::span<const std::string> tables);

// The same with those columns alone that `like` has in these tables: a newer version may have added others.
std::string canonical_dump(Sql& sql, std::span<const std::string> tables, Sql& like);

// The same lines of rows that somebody has read, with all columns in the table's order. For any engine.
std::string canonical_lines(const std::string& table, std::span<const Column> columns, const Rows& rows);

}  // namespace opora
