// A statement that SQLite has compiled, and how its parameters are found by name: the place of each name is looked up
// once and remembered, so that running it again compares one short string a parameter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/sql.h"

struct sqlite3;
struct sqlite3_stmt;

namespace opora {

class PreparedStatement {
 public:
  // Throws EngineError when SQLite refuses the text, std::logic_error when it is not exactly one statement whose
  // parameters are all written `:name`.
  PreparedStatement(sqlite3* connection, const char* text);
  ~PreparedStatement();
  PreparedStatement(const PreparedStatement&) = delete;
  PreparedStatement& operator=(const PreparedStatement&) = delete;

  const std::string& text() const { return text_; }

  // Every parameter of the statement, each once, in any order; anything else is a mistake of ours: std::logic_error.
  // Values are borrowed until finish().
  void bind(Params params);

  // Whether there is another row; read it with row() before the next step. Throws EngineError.
  bool step();
  Row row() const;

  // Ends a run. What went wrong has been thrown by step().
  void finish() noexcept;

 private:
  void read_parameter_names();
  int parameter_index(std::size_t position, std::string_view name);
  void bind_value(int index, const Value& value);
  [[noreturn]] void mistake(const std::string& what) const;

  sqlite3* connection_;
  sqlite3_stmt* compiled_ = nullptr;
  std::string text_;
  std::vector<std::string> names_;               // of parameter i + 1
  std::vector<std::size_t> name_at_position_;    // where the n-th Param of the last call was found
  std::vector<std::uint64_t> bound_in_run_;      // for each parameter, the run that bound it
  std::uint64_t run_ = 0;
};

}  // namespace opora
