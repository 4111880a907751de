// What is only known by asking: asked when somebody looks, so it costs nothing in between.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include "platform/clock/clock.h"
#include "platform/service/service_host.h"

namespace opora {

// A process's connections: how many there are and may be, and how many were turned away or ended, by reason.
struct ConnectionFigures {
  bool is_open = true;  // whether calls come through at all
  std::size_t open = 0, most = 0;
  std::vector<std::pair<const char*, std::uint64_t>> refused = {}, ended = {};
};

// Thread-safe.
class Gauges final : public prometheus::Collectable {
 public:
  void watch(ServiceHost& host);
  // Stays after forget(): it is true to the end.
  void tell_build(std::string version, std::string contracts);
  void watch_token_cache(std::function<std::size_t()> count);
  void watch_cache(std::function<bool()> connected);
  void watch_certificate(std::string file, std::function<double()> ends_at);
  void watch_connections(std::function<ConnectionFigures()> figures);
  // Returns when nobody is asking any more.
  void forget();

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  const double started_at_ = static_cast<double>(SystemClock().now().us) / 1e6;
  mutable std::mutex mutex_;
  std::string version_, contracts_;
  std::vector<ServiceHost*> hosts_;
  std::function<std::size_t()> token_count_;
  std::function<bool()> cache_connected_;
  std::vector<std::pair<std::string, std::function<double()>>> certificates_;
  std::function<ConnectionFigures()> connections_;
};

}  // namespace opora
