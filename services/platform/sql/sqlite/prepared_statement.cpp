#include "platform/sql/sqlite/prepared_statement.h"

#include <algorithm>
#include <stdexcept>

#include <sqlite3.h>

#include "platform/sql/sqlite/sqlite_error.h"

namespace opora {
namespace {

// SQLite takes a null pointer for NULL, and an empty string_view may hold one.
const char* never_null(std::string_view bytes) { return bytes.data() == nullptr ? "" : bytes.data(); }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n;") == std::string_view::npos; }

std::string copy_bytes(const void* bytes, int size) {
  return size == 0 ? std::string() : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

}  // namespace

PreparedStatement::PreparedStatement(sqlite3* connection, const char* text) : connection_(connection), text_(text) {
  const char* rest = nullptr;
  if (sqlite3_prepare_v3(connection, text_.c_str(), static_cast<int>(text_.size()) + 1, SQLITE_PREPARE_PERSISTENT,
                         &compiled_, &rest) != SQLITE_OK)
    throw_sqlite_error(connection, text_);
  try {
    if (compiled_ == nullptr) mistake("holds no statement");
    if (!is_blank(rest)) mistake("holds more than one statement");
    read_parameter_names();
  } catch (...) {
    sqlite3_finalize(compiled_);
    throw;
  }
}

PreparedStatement::~PreparedStatement() { sqlite3_finalize(compiled_); }

void PreparedStatement::read_parameter_names() {
  const int count = sqlite3_bind_parameter_count(compiled_);
  for (int index = 1; index <= count; ++index) {
    const char* name = sqlite3_bind_parameter_name(compiled_, index);
    if (name == nullptr || name[0] != ':') mistake("has a parameter that is not written :name");
    names_.emplace_back(name + 1);
    name_at_position_.push_back(name_at_position_.size());
  }
  bound_in_run_.resize(names_.size(), 0);
}

void PreparedStatement::bind(Params params) {
  if (params.size() != names_.size())
    mistake("takes " + std::to_string(names_.size()) + " parameters and was given " + std::to_string(params.size()));
  ++run_;
  std::size_t position = 0;
  for (const Param& param : params) bind_value(parameter_index(position++, param.name), param.value);
}

int PreparedStatement::parameter_index(std::size_t position, std::string_view name) {
  std::size_t& at = name_at_position_[position];
  if (names_[at] != name) {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end()) mistake("has no parameter :" + std::string(name));
    at = static_cast<std::size_t>(found - names_.begin());
  }
  // As many names as parameters, none unknown, none twice: so none is missing.
  if (bound_in_run_[at] == run_) mistake("was given :" + std::string(name) + " twice");
  bound_in_run_[at] = run_;
  return static_cast<int>(at) + 1;
}

void PreparedStatement::bind_value(int index, const Value& value) {
  int code = SQLITE_OK;
  if (const auto* number = std::get_if<std::int64_t>(&value.get())) {
    code = sqlite3_bind_int64(compiled_, index, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&value.get())) {
    code = sqlite3_bind_text64(compiled_, index, never_null(*text), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  } else if (const auto* blob = std::get_if<Blob>(&value.get())) {
    code = sqlite3_bind_blob64(compiled_, index, never_null(blob->bytes), blob->bytes.size(), SQLITE_STATIC);
  } else {
    code = sqlite3_bind_null(compiled_, index);
  }
  if (code != SQLITE_OK) throw_sqlite_error(connection_, text_);
}

bool PreparedStatement::step() {
  const int code = sqlite3_step(compiled_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw_sqlite_error(connection_, text_);
}

Row PreparedStatement::row() const {
  const int count = sqlite3_column_count(compiled_);
  std::vector<Row::Cell> cells;
  cells.reserve(static_cast<std::size_t>(count));
  for (int column = 0; column < count; ++column) {
    switch (sqlite3_column_type(compiled_, column)) {
      case SQLITE_NULL: cells.emplace_back(); break;
      case SQLITE_INTEGER: cells.emplace_back(std::int64_t{sqlite3_column_int64(compiled_, column)}); break;
      case SQLITE_TEXT: {
        const void* text = sqlite3_column_text(compiled_, column);  // before its size is asked for
        cells.emplace_back(copy_bytes(text, sqlite3_column_bytes(compiled_, column)));
        break;
      }
      case SQLITE_BLOB: {
        const void* bytes = sqlite3_column_blob(compiled_, column);
        cells.emplace_back(copy_bytes(bytes, sqlite3_column_bytes(compiled_, column)));
        break;
      }
      default: mistake("answers with a real number; cast it to an integer or to text");
    }
  }
  return Row(std::move(cells));
}

void PreparedStatement::finish() noexcept { sqlite3_reset(compiled_); }

void PreparedStatement::mistake(const std::string& what) const {
  throw std::logic_error("The statement " + what + ": " + text_);
}

}  // namespace opora
