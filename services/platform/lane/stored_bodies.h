// How stored types are loaded and saved: the bodies of what transaction.h and stored.h declare. Included by the .cpp of
// a store alone, which ends with a line for each of its types,
//
//   OPORA_STORED(opora::registration::Group);
//
// so that they are compiled once, there, and not in each handler that loads one. A type whose line is missing fails to
// link, by its name: "undefined reference to … opora::Reader::find<opora::registration::Group>(…)".
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <typeindex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "platform/lane/stored.h"
#include "platform/lane/transaction.h"
#include "platform/sql/rows.h"

namespace opora {

template <class T>
typename Stored<T>::Key Stored<T>::key(const T& value) {
  return key_of(value);
}

template <class T>
std::vector<T> Stored<T>::load(Sql& sql, std::span<const Key> keys) {
  return load_rows<T>(sql, keys);
}

template <class T>
void Stored<T>::save(Sql& sql, std::span<const T> values) {
  save_rows<T>(sql, values);
}

template <class T>
class Loaded final : public LoadedAny {
 public:
  using Key = typename Stored<T>::Key;

  // The value under a key; nullptr if it was never fetched; an empty optional if there is none.
  const std::optional<T>* get(const Key& key) const {
    const auto found = slots_.find(key);
    return found == slots_.end() ? nullptr : &found->second.value;
  }
  void want(const Key& key) { wanted_.push_back(key); }

  void fetch_missing(Sql& sql, Sql::Pass pass) override {
    if (wanted_.empty()) return;
    forget_repeated();
    std::vector<T> found = Stored<T>::load(sql, wanted_);
    if (pass == Sql::Pass::announcing) return;
    for (const Key& key : wanted_) slots_.try_emplace(key);
    for (T& value : found) {
      Key key = Stored<T>::key(value);
      slots_[std::move(key)].value = std::move(value);
    }
    wanted_.clear();
  }

  void put(T value) {
    Key key = Stored<T>::key(value);
    Slot& slot = slots_[key];
    slot.value = std::move(value);
    if (!slot.changed) changed_.push_back(std::move(key));
    slot.changed = true;
  }

  void save_changed(Sql& sql) override {
    if (changed_.empty()) return;
    std::vector<T> values;
    values.reserve(changed_.size());
    for (const Key& key : changed_) {
      Slot& slot = slots_[key];
      slot.changed = false;
      values.push_back(*slot.value);
    }
    changed_.clear();
    Stored<T>::save(sql, values);
  }

 private:
  struct Slot {
    std::optional<T> value;
    bool changed = false;
  };
  // A batch's commands want much the same.
  void forget_repeated() {
    std::sort(wanted_.begin(), wanted_.end());
    wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
  }
  std::unordered_map<Key, Slot, KeyHash> slots_;
  std::vector<Key> wanted_;
  std::vector<Key> changed_;  // in the order of their first change
};

template <class T>
Loaded<T>& IdentityMap::of() {
  auto& slot = by_type_[std::type_index(typeid(T))];
  if (!slot) {
    auto fresh = std::make_unique<Loaded<T>>();
    order_.push_back(fresh.get());
    slot = std::move(fresh);
  }
  return static_cast<Loaded<T>&>(*slot);
}

template <class T>
Result<std::optional<T>> Reader::find(const typename Stored<T>::Key& key) {
  Loaded<T>& loaded = identity_map_.of<T>();
  if (const auto* value = loaded.get(key)) return *value;
  loaded.want(key);
  if (collecting_) return refuse(Code::internal, kCollecting, "The batch is still collecting keys.");
  loaded.fetch_missing(identity_map_.sql(), Sql::Pass::reading);
  return *loaded.get(key);
}

template <class T>
Result<T> Reader::load(const typename Stored<T>::Key& key) {
  auto found = find<T>(key);
  if (!found) return tl::unexpected(std::move(found).error());
  if (!*found) return tl::unexpected(nothing_there(Stored<T>::unknown));
  return **std::move(found);
}

template <class T>
Result<std::vector<T>> Reader::load_all(std::span<const typename Stored<T>::Key> keys) {
  Loaded<T>& loaded = identity_map_.of<T>();
  bool missing = false;
  for (const auto& key : keys) {
    if (loaded.get(key)) continue;
    loaded.want(key);
    missing = true;
  }
  if (missing && collecting_) return refuse(Code::internal, kCollecting, "The batch is still collecting keys.");
  if (missing) loaded.fetch_missing(identity_map_.sql(), Sql::Pass::reading);
  std::vector<T> values;
  for (const auto& key : keys)
    if (const auto* value = loaded.get(key); value && *value) values.push_back(**value);
  return values;
}

template <class T>
void Transaction::save(T value) {
  if (collecting_) return;
  wrote_ = true;
  ++row_count_;
  identity_map_.of<T>().put(std::move(value));
}

}  // namespace opora

// The type is named in full, outside of all namespaces.
#define OPORA_STORED(...)                                                                                            \
  template struct opora::Stored<__VA_ARGS__>;                                                                        \
  template opora::Result<std::optional<__VA_ARGS__>> opora::Reader::find<__VA_ARGS__>(                               \
      const opora::Stored<__VA_ARGS__>::Key&);                                                                       \
  template opora::Result<__VA_ARGS__> opora::Reader::load<__VA_ARGS__>(const opora::Stored<__VA_ARGS__>::Key&);      \
  template opora::Result<std::vector<__VA_ARGS__>> opora::Reader::load_all<__VA_ARGS__>(                             \
      std::span<const opora::Stored<__VA_ARGS__>::Key>);                                                             \
  template void opora::Transaction::save<__VA_ARGS__>(__VA_ARGS__)
