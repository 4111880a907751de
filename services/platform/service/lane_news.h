// What a lane tells, passed on to a host's observer under the service's name.
#pragma once

#include <string>
#include <utility>

#include "platform/service/service_host.h"

namespace opora {

class LaneNews final : public LaneObserver {
 public:
  // `observer` outlives it.
  LaneNews(std::string service, HostObserver& observer) : service_(std::move(service)), observer_(observer) {}

  void batch_committed(std::size_t commands, std::size_t events, std::chrono::nanoseconds took) override {
    observer_.batch_committed(service_, commands, events, took);
  }
  void batch_cut(BatchBound bound) override { observer_.batch_cut(service_, bound); }
  void batch_failed(const std::string& why) override { observer_.batch_failed(service_, why); }
  void parked(const Parked& parked) override { observer_.event_parked(service_, parked); }
  void clock_judged(const ClockState& state) override { observer_.clock_judged(service_, state); }
  void time_put_right(std::chrono::microseconds by) override { observer_.time_put_right(service_, by); }
  void commits_lost(std::int64_t after_position, std::int64_t up_to_position) override {
    observer_.commits_lost(service_, after_position, up_to_position);
  }
  void server_changed(const std::string& from, const std::string& to) override {
    observer_.server_changed(service_, from, to);
  }

 private:
  const std::string service_;
  HostObserver& observer_;
};

}  // namespace opora
