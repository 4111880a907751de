#include "platform/process/component.h"

#include <algorithm>
#include <future>

namespace opora {

Result<void> Components::start() {
  while (started_count_ < all_.size()) {
    TRY_DO(all_[started_count_]->start());
    ++started_count_;
  }
  return {};
}

bool Components::ready() const {
  return std::ranges::all_of(all_, [](const auto& component) { return component->ready(); });
}

void Components::stop() {
  std::vector<std::future<void>> under_way;
  for (std::size_t i = 0; i < started_count_; ++i)
    under_way.push_back(std::async(std::launch::async, [component = all_[i].get()] { component->stop(); }));
  for (const auto& each : under_way) each.wait();
}

}  // namespace opora
