// What a store says about a type that commands load and save. Each store specialises it beside its SQL:
//
//   template <> struct Stored<Seats> {
//     using Key = SessionId;                                     // ordered, copyable, hashed by KeyHash
//     static constexpr const char* unknown = "UNKNOWN_SESSION";  // the reason when load() finds none
//     static Key key(const Seats&);
//     static std::vector<Seats> load(Sql&, std::span<const Key>);   // those that exist, in any order, in one trip
//     static void save(Sql&, std::span<const Seats>);               // inserts or replaces
//   };
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "platform/sql/sql.h"

namespace opora {

template <class T>
struct Stored;

// Of the keys that stores have. Ids made at one time begin alike, so comparing them costs more than this.
struct KeyHash {
  template <class Key>
  std::size_t operator()(const Key& key) const {
    return std::hash<Key>{}(key);
  }
  template <class First, class Second>
  std::size_t operator()(const std::pair<First, Second>& key) const {
    constexpr std::size_t kOdd = 0x9e3779b97f4a7c15;  // 2^64 by the golden ratio
    return (*this)(key.first) * kOdd + (*this)(key.second);
  }
};

}  // namespace opora
