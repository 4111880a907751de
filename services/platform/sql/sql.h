// SQL as values: a statement with named parameters, run once or for each of many sets of values.
// Engines stand behind `Sql`; services write one text for all of them.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "platform/ids/ids.h"

namespace opora {

// Trouble of the engine, not of the request: the batch it happened in is rolled back. Thrown, since no handler can do
// anything about it; the lane and the query pool catch it, and nobody else.
class EngineError : public std::runtime_error {
 public:
  enum class Kind {
    constraint,  // the data refuses it: a mistake of ours, or a zombie's write
    busy,        // somebody else holds a lock; worth trying again
    too_slow,    // the engine ended it for taking long: less at once may be quick enough
    full,        // no room on the disk: writes are refused, reads go on
    io,          // the disk failed: on commit this ends the process
    corrupt,     // the file is not what it was
    clock,       // the database's clock and this machine's are far apart: nothing is decided here
    outcome_unknown,  // the connection was lost while committing: it may or may not have happened
    other,
  };
  EngineError(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

// A statement. Parameters are written `:name`. Lives as long as the program: make it a constant beside its use; engines
// keep prepared statements by its address.
class Statement {
 public:
  explicit constexpr Statement(const char* text) : text_(text) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  constexpr const char* text() const { return text_; }

 private:
  const char* text_;
};

// A value on its way into a statement. Text and bytes are borrowed: they live until the call returns.
struct Blob {
  std::string_view bytes;
};
class Value {
 public:
  Value(std::nullptr_t) {}                                               // NOLINT(google-explicit-constructor)
  Value(bool value) : value_(std::int64_t{value}) {}                     // NOLINT
  Value(int value) : value_(std::int64_t{value}) {}                      // NOLINT
  Value(std::int64_t value) : value_(value) {}                           // NOLINT
  Value(Instant value) : value_(value.us) {}                             // NOLINT
  Value(std::string_view value) : value_(value) {}                       // NOLINT
  Value(const std::string& value) : value_(std::string_view(value)) {}   // NOLINT
  Value(const char* value) : value_(std::string_view(value)) {}          // NOLINT
  Value(Blob value) : value_(value) {}                                   // NOLINT
  template <class Tag>
  Value(const Id<Tag>& id) : value_(std::string_view(id.value)) {}       // NOLINT
  template <class Enum>
    requires std::is_enum_v<Enum>
  Value(Enum value) : value_(static_cast<std::int64_t>(value)) {}        // NOLINT

  using Variant = std::variant<std::monostate, std::int64_t, std::string_view, Blob>;
  const Variant& get() const { return value_; }

 private:
  Variant value_;
};

struct Param {
  std::string_view name;  // without the colon
  Value value;
};
// Written in place, or a list of some length. Borrowed: they live until the call returns.
class Params {
 public:
  Params() = default;
  Params(std::initializer_list<Param> params) : params_(params.begin(), params.size()) {}  // NOLINT
  Params(const std::vector<Param>& params) : params_(params) {}                            // NOLINT
  auto begin() const { return params_.begin(); }
  auto end() const { return params_.end(); }
  std::size_t size() const { return params_.size(); }

 private:
  std::span<const Param> params_;
};

// One row of an answer. Reading a column as what it is not is a mistake of ours and throws std::bad_variant_access.
class Row {
 public:
  using Cell = std::variant<std::monostate, std::int64_t, std::string>;
  explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}

  bool is_null(std::size_t column) const { return cells_.at(column).index() == 0; }
  std::int64_t integer(std::size_t column) const { return std::get<std::int64_t>(cells_.at(column)); }
  bool boolean(std::size_t column) const { return integer(column) != 0; }
  Instant instant(std::size_t column) const { return {integer(column)}; }
  const std::string& text(std::size_t column) const { return std::get<std::string>(cells_.at(column)); }
  const std::string& bytes(std::size_t column) const { return text(column); }
  template <class AnyId>
  AnyId id(std::size_t column) const { return AnyId{text(column)}; }
  std::size_t size() const { return cells_.size(); }
  const std::vector<Cell>& cells() const { return cells_; }
  std::vector<Cell>& cells() { return cells_; }

 private:
  std::vector<Cell> cells_;
};
using Rows = std::vector<Row>;

struct Column {
  std::string name;
  int key_place = 0;  // in the primary key, from 1; 0: not in it
};

// Runs statements on one connection, for one thread at a time. Every call may throw EngineError.
class Sql {
 public:
  virtual ~Sql() = default;

  // Runs a statement; returns its rows.
  virtual Rows query(const Statement& statement, Params params = {}) = 0;

  // Runs a statement for its effect; returns how many rows it changed.
  virtual std::int64_t execute(const Statement& statement, Params params = {}) = 0;

  // Runs a statement once for each item, in one trip to the engine, in order. `bind(item, next)` calls `next(Params)`
  // exactly once. Rows come back together, in the order of the items; a row does not say which item it belongs to.
  // What execute_each() does may be sent later, with whatever is waited for next: its error is thrown there, by
  // commit() at the latest.
  template <class Items, class Bind>
  Rows query_each(const Statement& statement, const Items& items, Bind bind) {
    auto feed = feed_of(items, bind);
    return run_each(statement, feed, true);
  }
  template <class Items, class Bind>
  void execute_each(const Statement& statement, const Items& items, Bind bind) {
    auto feed = feed_of(items, bind);
    run_each(statement, feed, false);
  }

  // Makes the query_each() calls of `work` in one trip. An engine on a network runs it twice: announcing, each call
  // answered by no rows, and reading, when the same calls in the same order have their answers. Others run it once.
  enum class Pass { announcing, reading };
  virtual void read_together(const std::function<void(Pass)>& work) { work(Pass::reading); }

  // What there is, for those who look at every table alike. Tables by name, columns in their own order; none for a
  // table that isn't there.
  virtual std::vector<std::string> table_names() = 0;
  virtual std::vector<Column> columns(const std::string& table) = 0;

 protected:
  using Next = std::function<void(Params)>;
  using Feed = std::function<void(const Next&)>;  // calls Next once for each item
  virtual Rows run_each(const Statement& statement, const Feed& feed, bool wants_rows) = 0;

 private:
  template <class Items, class Bind>
  static Feed feed_of(const Items& items, Bind& bind) {
    return [&](const Next& next) {
      for (const auto& item : items) bind(item, next);
    };
  }
};

}  // namespace opora
