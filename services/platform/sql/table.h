// What row a type is: its table, key and columns, described once beside the type.
//
//   constexpr auto table_of(Type<Group>) {
//     return Table("groups_registered", "UNKNOWN_GROUP",
//                  key("group_id", &Group::id),
//                  once("session_id", &Group::session),
//                  column("status", &Group::status));
//   }
//
// From it come the statements that load and save it, what is bound and read, and its columns in a SELECT written by
// hand (platform/sql/rows.h). A column's name stands beside its member, so nobody counts columns.
#pragma once

#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace opora {

// Says which type is meant where there is no value of it.
template <class T>
struct Type {};

enum class ColumnKind {
  key,              // names the row; the key's columns come first
  once,             // written when the row is inserted, and never changed
  changing,         // written whenever the value is saved
  null_when_empty,  // the same, where an empty value is NULL
  only_written,     // the same, and never read
  constant,         // always inserted with the same literal, never read or changed; these come last
};

// What the last of some pointers to members points to.
template <class... Path>
struct MemberAt;
template <class T, class Owner>
struct MemberAt<T Owner::*> {
  using type = T;
};
template <class Outer, class... Inner>
struct MemberAt<Outer, Inner...> : MemberAt<Inner...> {};

// A column, and the way to its value: a member, or a member of a member. A member that is optional is there when its
// columns aren't null.
template <ColumnKind kind_, class... Path>
struct TableColumn {
  static constexpr ColumnKind kind = kind_;
  std::string_view name;
  std::tuple<Path...> path;
};

struct ConstantColumn {
  static constexpr ColumnKind kind = ColumnKind::constant;
  std::string_view name;
  std::string_view literal;
};

template <class... Path>
constexpr TableColumn<ColumnKind::key, Path...> key(std::string_view name, Path... path) {
  return {name, {path...}};
}
template <class... Path>
constexpr TableColumn<ColumnKind::once, Path...> once(std::string_view name, Path... path) {
  return {name, {path...}};
}
template <class... Path>
constexpr TableColumn<ColumnKind::changing, Path...> column(std::string_view name, Path... path) {
  return {name, {path...}};
}
template <class... Path>
constexpr TableColumn<ColumnKind::null_when_empty, Path...> or_null(std::string_view name, Path... path) {
  return {name, {path...}};
}
template <class Member>  // may be a function
constexpr TableColumn<ColumnKind::only_written, Member> only_written(std::string_view name, Member member) {
  return {name, {member}};
}
constexpr ConstantColumn always(std::string_view name, std::string_view literal) { return {name, literal}; }

// `unknown` is the reason when nothing is found under a key: "UNKNOWN_GROUP"; none of rows that nobody loads by theirs.
// A row that is there already is changed in the columns that change; if none do, it stays as it is.
template <class... Columns>
struct Table {
  constexpr Table(std::string_view table_name, const char* unknown_reason, Columns... all)
      : name(table_name), unknown(unknown_reason), columns(all...) {}
  constexpr explicit Table(std::string_view table_name, Columns... all)
    requires(!(std::is_convertible_v<Columns, const char*> || ...))
      : name(table_name), columns(all...) {}
  std::string_view name;
  const char* unknown = nullptr;
  std::tuple<Columns...> columns;
};

// What a table's rows are found by: the value of its key column, or of two or three together.
template <class SomeTable>
struct KeyOfTable;
template <class... A, class... Others>
struct KeyOfTable<Table<TableColumn<ColumnKind::key, A...>, Others...>> {
  using type = typename MemberAt<A...>::type;
};
template <class... A, class... B, class... Others>
struct KeyOfTable<Table<TableColumn<ColumnKind::key, A...>, TableColumn<ColumnKind::key, B...>, Others...>> {
  using type = std::pair<typename MemberAt<A...>::type, typename MemberAt<B...>::type>;
};
template <class... A, class... B, class... C, class... Others>
struct KeyOfTable<Table<TableColumn<ColumnKind::key, A...>, TableColumn<ColumnKind::key, B...>,
                        TableColumn<ColumnKind::key, C...>, Others...>> {
  using type = std::tuple<typename MemberAt<A...>::type, typename MemberAt<B...>::type, typename MemberAt<C...>::type>;
};

// Whether a type is described.
template <class T>
concept Described = requires { table_of(Type<T>{}); };

template <class T>
using KeyOf = typename KeyOfTable<decltype(table_of(Type<T>{}))>::type;

}  // namespace opora
