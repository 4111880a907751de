// What a store says about a type that commands load and save.
//
// A type that is a row of a table is described beside it (platform/sql/table.h), and that is all:
//
//   constexpr auto table_of(Type<Seats>) { return Table("seats", "UNKNOWN_SESSION", key("session_id", …), …); }
//
// One that is more than a row specialises Stored:
//
//   template <> struct Stored<Career> {
//     using Key = PersonId;                                      // ordered, copyable, hashed by KeyHash
//     static constexpr const char* unknown = "UNKNOWN_PERSON";   // the reason when load() finds none
//     static Key key(const Career&);
//     static std::vector<Career> load(Sql&, std::span<const Key>);  // those that exist, in any order, in one trip
//     static void save(Sql&, std::span<const Career>);              // inserts or replaces
//   };
//
// The store's .cpp ends with OPORA_STORED(opora::registration::Seats) (platform/lane/stored_bodies.h).
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "platform/sql/sql.h"
#include "platform/sql/table.h"

namespace opora {

template <class T>
struct Stored {
  using Key = KeyOf<T>;
  static constexpr const char* unknown = table_of(Type<T>{}).unknown;
  static_assert(unknown != nullptr, "What is loaded by key says why it isn't found.");
  static Key key(const T& value);
  static std::vector<T> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const T> values);
};

// Of the keys that stores have. Ids made at one time begin alike, so comparing them costs more than this.
struct KeyHash {
  template <class Key>
  std::size_t operator()(const Key& key) const {
    return std::hash<Key>{}(key);
  }
  template <class First, class Second>
  std::size_t operator()(const std::pair<First, Second>& key) const {
    return joined((*this)(key.first), (*this)(key.second));
  }
  template <class... Parts>
  std::size_t operator()(const std::tuple<Parts...>& key) const {
    std::size_t hash = 0;
    std::apply([&](const Parts&... parts) { ((hash = joined(hash, (*this)(parts))), ...); }, key);
    return hash;
  }

 private:
  static std::size_t joined(std::size_t first, std::size_t second) {
    constexpr std::size_t kOdd = 0x9e3779b97f4a7c15;  // 2^64 by the golden ratio
    return first * kOdd + second;
  }
};

}  // namespace opora
