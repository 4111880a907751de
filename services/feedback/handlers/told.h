// How consumers keep what they are told: each fact once, as it was told first, so that the same events in any order of
// logs, and heard twice, leave the same rows.
#pragma once

#include <algorithm>
#include <tuple>
#include <vector>

#include "platform/lane/gather.h"
#include "platform/lane/transaction.h"

namespace opora::feedback {

template <class T>
std::vector<typename Stored<T>::Key> keys_of(const std::vector<T>& told) {
  std::vector<typename Stored<T>::Key> keys;
  for (const T& each : told) keys.push_back(Stored<T>::key(each));
  return keys;
}

template <class T>
void save_new(Transaction& tx, const std::vector<T>& told, const std::vector<T>& known) {
  for (const T& each : told) {
    const bool is_known = std::ranges::any_of(
        known, [&](const T& other) { return Stored<T>::key(other) == Stored<T>::key(each); });
    if (!is_known) tx.save(each);
  }
}

// Facts of one or several types.
template <class... T>
Result<void> keep_told(Transaction& tx, const std::vector<T>&... told) {
  const std::tuple<std::vector<typename Stored<T>::Key>...> keys{keys_of(told)...};
  TRY(known, std::apply([&](const auto&... each) { return gather(tx, all<T>(each)...); }, keys));
  std::apply([&](const auto&... found) { (save_new(tx, told, found), ...); }, known);
  return {};
}

}  // namespace opora::feedback
