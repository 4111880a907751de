// Rows as values, and values as rows. A row is read in the order of its SELECT, and whole: a column too many or too few
// is a mistake of ours and throws std::logic_error; one of another type throws std::bad_variant_access.
//
//   values_of<Group>(rows)                                   // the columns of a described type, columns_of<Group>()
//   values_of<RosterEntry, Person, std::string>(rows)        // RosterEntry{person, text} of each row
//   only<std::int64_t>(rows)                                 // a count
//
// A column holds a number, a bool, an enum, an instant, a duration in its own unit, a text or bytes, an id, or one of
// them or nothing. How any other type is kept in one column it says by two functions beside it:
//
//   std::string to_column(const Regions&);                   // or std::int64_t
//   Regions from_column(Type<Regions>, const std::string&);  // likewise
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "platform/sql/composed_statement.h"
#include "platform/sql/sql.h"
#include "platform/sql/table.h"

namespace opora {

template <class T>
concept HasColumnForm = requires(const T& value) { to_column(value); };
template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool kIsId = false;
template <class Tag>
inline constexpr bool kIsId<Id<Tag>> = true;
template <class T>
inline constexpr bool kIsDuration = false;
template <class Number, class Unit>
inline constexpr bool kIsDuration<std::chrono::duration<Number, Unit>> = true;

// The description of a type.
template <Described T>
inline constexpr auto kTable = table_of(Type<T>{});

// Calls `each` with every column of a described type, in their order.
template <class T, class Each>
constexpr void for_each_column(Each each) {
  std::apply([&](const auto&... columns) { (each(columns), ...); }, kTable<T>.columns);
}
constexpr bool is_key(ColumnKind kind) { return kind == ColumnKind::key; }
constexpr bool is_read(ColumnKind kind) { return kind != ColumnKind::only_written && kind != ColumnKind::constant; }
constexpr bool is_changed(ColumnKind kind) {
  return kind == ColumnKind::changing || kind == ColumnKind::null_when_empty || kind == ColumnKind::only_written;
}
template <class T, class Counts>
constexpr std::size_t count_columns(Counts counts) {
  std::size_t count = 0;
  for_each_column<T>([&](const auto& column) { count += counts(column.kind) ? 1 : 0; });
  return count;
}
constexpr bool is_bound(ColumnKind kind) { return kind != ColumnKind::constant; }
template <class T>
inline constexpr std::size_t kKeyCount = count_columns<T>(is_key);
template <class T>
inline constexpr std::size_t kBoundCount = count_columns<T>(is_bound);

// ---- The text of statements ----

// Each text is written twice: to see how long it is, and into a piece of that size.
struct TextSize {
  std::size_t size = 0;
  constexpr void append(std::string_view more) { size += more.size(); }
};
template <class Write>
inline constexpr std::size_t kTextSize = [] {
  TextSize text;
  Write::write(text);
  return text.size;
}();
template <class Write>
inline constexpr TextPiece<kTextSize<Write>> kText = [] {
  TextPiece<kTextSize<Write>> text;
  Write::write(text);
  return text;
}();

// Calls `each` with every column that `has` its kind, and writes `separator` between them.
template <class T, class Out, class Has, class Each>
constexpr void write_columns(Out& out, std::string_view separator, Has has, Each each) {
  bool begun = false;
  for_each_column<T>([&](const auto& column) {
    if (!has(column.kind)) return;
    if (begun) out.append(separator);
    begun = true;
    each(column);
  });
}

// The columns that are read of a described type, for a SELECT: "group_id, session_id"; with the table's alias before
// each if one is given: "g.group_id, g.session_id".
template <class T>
struct ColumnList {
  template <class Out>
  static constexpr void write(Out& out, std::string_view alias = "") {
    write_columns<T>(out, ", ", is_read, [&](const auto& column) {
      out.append(alias);
      if (!alias.empty()) out.append(".");
      out.append(column.name);
    });
  }
};
template <class T, std::size_t size = 1>
constexpr auto columns_of(const char (&alias)[size] = "") {
  TextPiece<kTextSize<ColumnList<T>> + count_columns<T>(is_read) * size> piece;
  ColumnList<T>::write(piece, std::string_view(alias, size - 1));
  return piece;
}

// SELECT … FROM table WHERE key = :key
template <class T>
struct LoadText {
  template <class Out>
  static constexpr void write(Out& out) {
    out.append("SELECT ");
    ColumnList<T>::write(out);
    out.append(" FROM ");
    out.append(kTable<T>.name);
    out.append(" WHERE ");
    write_columns<T>(out, " AND ", is_key, [&](const auto& column) {
      out.append(column.name);
      out.append(" = :");
      out.append(column.name);
    });
  }
};

// INSERT INTO table (…) VALUES (…) ON CONFLICT (key) DO UPDATE SET column = excluded.column, …
template <class T>
struct SaveText {
  template <class Out>
  static constexpr void write(Out& out) {
    const auto any = [](ColumnKind) { return true; };
    const auto name = [&](const auto& column) { out.append(column.name); };
    out.append("INSERT INTO ");
    out.append(kTable<T>.name);
    out.append(" (");
    write_columns<T>(out, ", ", any, name);
    out.append(") VALUES (");
    write_columns<T>(out, ", ", any, [&]<class Column>(const Column& column) {
      if constexpr (Column::kind == ColumnKind::constant) {
        out.append(column.literal);
      } else {
        out.append(":");
        out.append(column.name);
      }
    });
    out.append(") ON CONFLICT (");
    write_columns<T>(out, ", ", is_key, name);
    out.append(count_columns<T>(is_changed) > 0 ? ") DO UPDATE SET " : ") DO NOTHING");
    write_columns<T>(out, ", ", is_changed, [&](const auto& column) {
      out.append(column.name);
      out.append(" = excluded.");
      out.append(column.name);
    });
  }
};

template <class T>
inline constexpr Statement kLoadRows(kText<LoadText<T>>.characters);
template <class T>
inline constexpr Statement kSaveRows(kText<SaveText<T>>.characters);

// ---- Reading ----

// The value in a cell. Texts are taken out of it; a string_view is one of it.
template <class T>
T from_cell(Row::Cell& cell) {
  if constexpr (kIsOptional<T>) {
    if (std::holds_alternative<std::monostate>(cell)) return std::nullopt;
    return from_cell<typename T::value_type>(cell);
  } else if constexpr (HasColumnForm<T>) {
    return from_column(Type<T>{}, std::get<decltype(to_column(std::declval<const T&>()))>(cell));
  } else if constexpr (kIsId<T>) {
    return {std::move(std::get<std::string>(cell))};
  } else if constexpr (std::is_same_v<T, std::string>) {
    return std::move(std::get<std::string>(cell));
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    return std::get<std::string>(cell);
  } else if constexpr (std::is_same_v<T, bool>) {
    return std::get<std::int64_t>(cell) != 0;
  } else if constexpr (std::is_same_v<T, Instant> || kIsDuration<T>) {
    return T{std::get<std::int64_t>(cell)};
  } else {
    static_assert(std::is_integral_v<T> || std::is_enum_v<T>, "say by to_column and from_column how it is kept");
    return static_cast<T>(std::get<std::int64_t>(cell));
  }
}

// Puts a cell's value where it belongs: `first` of `owner`, or the rest of the way from there.
template <class Owner, class First, class... Rest>
void put_cell(Row::Cell& cell, Owner& owner, First first, Rest... rest) {
  auto& member = owner.*first;
  using Member = std::remove_reference_t<decltype(member)>;
  if constexpr (sizeof...(Rest) == 0) {
    member = from_cell<Member>(cell);
  } else if constexpr (kIsOptional<Member>) {
    if (std::holds_alternative<std::monostate>(cell)) return;
    put_cell(cell, member ? *member : member.emplace(), rest...);
  } else {
    put_cell(cell, member, rest...);
  }
}

// The columns of one row, one after the other.
class RowReader {
 public:
  explicit RowReader(Row& row) : cells_(row.cells()) {}

  // The value of the next column, or of a described type's next columns.
  template <class T>
  T take() {
    if constexpr (Described<T>) {
      T value{};
      for_each_column<T>([&]<class Column>(const Column& column) {
        if constexpr (is_read(Column::kind)) {
          Row::Cell& cell = next();
          if (Column::kind == ColumnKind::null_when_empty && std::holds_alternative<std::monostate>(cell)) return;
          std::apply([&](auto... path) { put_cell(cell, value, path...); }, column.path);
        }
      });
      return value;
    } else {
      return from_cell<T>(next());
    }
  }

  // Called when all has been taken.
  void finish() const {
    if (next_ != cells_.size()) throw std::logic_error("a row has more columns than are read of it");
  }

 private:
  Row::Cell& next() {
    if (next_ == cells_.size()) throw std::logic_error("a row has fewer columns than are read of it");
    return cells_[next_++];
  }

  std::span<Row::Cell> cells_;
  std::size_t next_ = 0;
};

// What `read` makes of each row: it takes all there is from the RowReader that it is given.
template <class Read>
auto read_rows(Rows rows, Read read) {
  std::vector<std::invoke_result_t<Read, RowReader&>> values;
  values.reserve(rows.size());
  for (Row& row : rows) {
    RowReader in(row);
    values.push_back(read(in));
    in.finish();
  }
  return values;
}

// What each row holds: a T, or one made of `Parts`, which are its columns or described types.
template <class T, class... Parts>
std::vector<T> values_of(Rows rows) {
  return read_rows(std::move(rows), [](RowReader& in) {
    if constexpr (sizeof...(Parts) == 0)
      return in.take<T>();
    else
      return T{in.take<Parts>()...};  // braces are evaluated from left to right
  });
}

// What the first row holds, if there is one.
template <class T, class... Parts>
std::optional<T> first_of(Rows rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(values_of<T, Parts...>(std::move(rows)).front());
}

// What the only row holds. None, or several, are a mistake of ours.
template <class T>
T only(Rows rows) {
  if (rows.size() != 1) throw std::logic_error("a statement that has one row has another number of them");
  return std::move(values_of<T>(std::move(rows)).front());
}

// ---- Binding ----

// What a Value is made of.
template <class T>
auto bound(const T& value) {
  if constexpr (kIsOptional<T>)
    return value ? Value(*value) : Value(nullptr);
  else if constexpr (HasColumnForm<T>)
    return to_column(value);
  else if constexpr (kIsDuration<T>)
    return Value(std::int64_t{value.count()});
  else
    return Value(value);
}

template <class Owner, class First, class... Rest>
const auto& member_at(const Owner& owner, First first, Rest... rest) {
  if constexpr (sizeof...(Rest) == 0)
    return owner.*first;
  else
    return member_at(owner.*first, rest...);
}

// The same of what `first` of `owner` is, or what lies the rest of the way from there.
template <class Owner, class First, class... Rest>
auto bound_at(const Owner& owner, First first, Rest... rest) {
  if constexpr (std::is_member_function_pointer_v<First>) {
    using Made = std::invoke_result_t<First, const Owner&>;
    static_assert(std::is_same_v<Made, Instant> || std::is_integral_v<Made>, "a text that it makes would be gone");
    return Value((owner.*first)());
  } else if constexpr (sizeof...(Rest) == 0) {
    return bound(owner.*first);
  } else if constexpr (kIsOptional<std::remove_cvref_t<decltype(owner.*first)>>) {
    const auto& member = owner.*first;
    static_assert(std::is_same_v<decltype(bound_at(*member, rest...)), Value>, "a text that it makes would be gone");
    return member ? bound_at(*member, rest...) : Value(nullptr);
  } else {
    return bound_at(owner.*first, rest...);
  }
}

// What a Value of a column of `value` is made of.
template <ColumnKind kind, class... Path, class T>
auto bound_column(const TableColumn<kind, Path...>& column, const T& value) {
  return std::apply(
      [&](Path... path) {
        if constexpr (kind == ColumnKind::null_when_empty) {
          const auto& member = member_at(value, path...);
          return member.empty() ? Value(nullptr) : Value(member);
        } else {
          return bound_at(value, path...);
        }
      },
      column.path);
}

// Gives `next` the row that a value is. What is made for it lives until then.
template <class T, class Next>
void bind_row(const T& value, const Next& next) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    constexpr const auto& columns = kTable<T>.columns;
    next({Param{std::get<I>(columns).name, bound_column(std::get<I>(columns), value)}...});
  }(std::make_index_sequence<kBoundCount<T>>());
}

template <class T, class Next>
void bind_key(const KeyOf<T>& key, const Next& next) {
  constexpr const auto& columns = kTable<T>.columns;
  if constexpr (kKeyCount<T> == 1)
    next({Param{std::get<0>(columns).name, bound(key)}});
  else
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      next({Param{std::get<I>(columns).name, bound(std::get<I>(key))}...});
    }(std::make_index_sequence<kKeyCount<T>>());
}

// ---- Both ----

template <class T>
KeyOf<T> key_of(const T& value) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return KeyOf<T>{std::apply([&](auto... path) { return member_at(value, path...); },
                               std::get<I>(kTable<T>.columns).path)...};
  }(std::make_index_sequence<kKeyCount<T>>());
}

// Those that exist, in any order, in one trip.
template <class T>
std::vector<T> load_rows(Sql& sql, std::span<const KeyOf<T>> keys) {
  return values_of<T>(sql.query_each(
      kLoadRows<T>, keys, [](const KeyOf<T>& key, const auto& next) { bind_key<T>(key, next); }));
}

// Inserts them, or changes what may change.
template <class T>
void save_rows(Sql& sql, std::span<const T> values) {
  sql.execute_each(kSaveRows<T>, values, [](const T& value, const auto& next) { bind_row(value, next); });
}

}  // namespace opora
