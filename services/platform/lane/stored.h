// What a store says about a type that commands load and save. Each store specialises it beside its SQL:
//
//   template <> struct Stored<Seats> {
//     using Key = SessionId;                                     // ordered, copyable
//     static constexpr const char* unknown = "UNKNOWN_SESSION";  // the reason when load() finds none
//     static Key key(const Seats&);
//     static std::vector<Seats> load(Sql&, std::span<const Key>);   // those that exist, in any order, in one trip
//     static void save(Sql&, std::span<const Seats>);               // inserts or replaces
//   };
#pragma once

#include <span>
#include <vector>

#include "platform/sql/sql.h"

namespace opora {

template <class T>
struct Stored;

}  // namespace opora
