// What every table's store does alike: asks by id, and turns rows into values.
#pragma once

#include <vector>

#include "platform/sql/sql.h"

namespace opora::scheduling {

inline constexpr auto bind_id = [](const auto& id, const auto& next) { next({{"id", id}}); };

template <class Value, class FromRow>
std::vector<Value> values_of(const Rows& rows, FromRow from_row) {
  std::vector<Value> values;
  values.reserve(rows.size());
  for (const Row& row : rows) values.push_back(from_row(row));
  return values;
}

}  // namespace opora::scheduling
