// A table to fill: the database that the tests of files, logs and full disks use.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "platform/sql/database.h"
#include "platform/sql/sqlite/open_sqlite.h"

namespace opora {

std::span<const Migrations> notes_migrations();

// Opens, or throws std::runtime_error with the refusal's reason and message.
std::unique_ptr<Database> open_notes(const SqliteOptions& options);
std::unique_ptr<Database> open_notes(const std::string& path);
// The reason of a refusal, or "" when it opens.
std::string refusal_of(const SqliteOptions& options);
std::string refusal_of(const std::string& path);

// One row, or `count` rows, of `bytes` each; numbers go on from what is there. In a transaction of its own.
void add_notes(Database& database, int count, int bytes);
void insert_note(Sql& sql, int bytes);
std::int64_t count_notes(Database& database);

}  // namespace opora
