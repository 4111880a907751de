#include "platform/sql/tests/notes.h"

#include <array>
#include <stdexcept>

#include "platform/sql/sqlite/open_sqlite.h"

namespace opora {
namespace {

constexpr std::array kNotesSteps{
    Migration{1, "notes", "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)"}};
constexpr std::array kNotesMigrations{Migrations{"notes", kNotesSteps}};
const Statement kInsertNote{"INSERT INTO notes (body) VALUES (:body)"};
const Statement kCountNotes{"SELECT count(*), sum(length(body)) FROM notes"};

SqliteOptions at(const std::string& path) {
  SqliteOptions options;
  options.path = path;
  return options;
}

}  // namespace

std::span<const Migrations> notes_migrations() { return kNotesMigrations; }

std::unique_ptr<Database> open_notes(const SqliteOptions& options) {
  auto opened = open_sqlite(options, notes_migrations());
  if (!opened) throw std::runtime_error(opened.error().reason + ": " + opened.error().message);
  return *std::move(opened);
}

std::unique_ptr<Database> open_notes(const std::string& path) { return open_notes(at(path)); }

std::string refusal_of(const SqliteOptions& options) {
  auto opened = open_sqlite(options, notes_migrations());
  return opened ? "" : opened.error().reason;
}

std::string refusal_of(const std::string& path) { return refusal_of(at(path)); }

void insert_note(Sql& sql, int bytes) {
  sql.execute(kInsertNote, {{"body", std::string(static_cast<std::size_t>(bytes), 'n')}});
}

void add_notes(Database& database, int count, int bytes) {
  database.begin();
  for (int i = 0; i < count; ++i) insert_note(database.writer(), bytes);
  database.commit();
}

std::int64_t count_notes(Database& database) { return database.read()->sql().query(kCountNotes)[0].integer(0); }

}  // namespace opora
