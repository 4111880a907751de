// What is only known by asking: asked when somebody looks, so it costs nothing in between.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include "platform/service/service_host.h"

namespace opora {

// Thread-safe.
class Gauges final : public prometheus::Collectable {
 public:
  void watch(ServiceHost& host);
  void watch_token_cache(std::function<std::size_t()> count);
  void watch_cache(std::function<bool()> connected);
  // Returns when nobody is asking any more.
  void forget();

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  mutable std::mutex mutex_;
  std::vector<ServiceHost*> hosts_;
  std::function<std::size_t()> token_count_;
  std::function<bool()> cache_connected_;
};

}  // namespace opora
