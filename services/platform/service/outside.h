// What a job is given (docs/adr/0041). It runs outside the lane and holds nothing of the database but while it looks:
// it may take long, and may reach out of this process.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "platform/lane/transaction.h"

namespace opora {

class Outside {
 public:
  // Calls it once, with a snapshot. Throws EngineError.
  using Read = std::function<void(const std::function<void(Snapshot&)>&)>;
  explicit Outside(Read read) : read_(std::move(read)) {}

  // What `look` makes of a snapshot, which is kept no longer than that takes. Throws EngineError.
  template <class Look>
  auto read(Look look) -> decltype(look(std::declval<Snapshot&>())) {
    std::optional<decltype(look(std::declval<Snapshot&>()))> found;
    read_([&](Snapshot& snapshot) { found.emplace(look(snapshot)); });
    return *std::move(found);
  }

 private:
  const Read read_;
};

}  // namespace opora
