// Numbers about a running process for Prometheus: what hosts tell as it happens, and what is asked when somebody looks.
// Labels are services, methods, codes and sources: never an id, and as many as the contracts have.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include "platform/metrics/gauges.h"
#include "platform/service/service_host.h"

namespace prometheus {
class Exposer;
}

namespace opora {

// Also writes the log lines of what somebody should look at: mistakes of ours, unknown outcomes, failed batches, parked
// events, stopped consumers. Ordinary calls are written at level debug only. Thread-safe.
class Metrics final : public HostObserver {
 public:
  Metrics();
  ~Metrics() override;

  // Answers GET /metrics on an address such as 127.0.0.1:9464. Refused with METRICS_ADDRESS_UNAVAILABLE.
  Result<void> expose(const std::string& address);
  int port() const;

  // Asks the host for its queue, log and positions whenever somebody looks, until stop().
  void watch(ServiceHost& host) { gauges_->watch(host); }
  // Which build the process is of.
  void tell_build(std::string version, std::string contracts) {
    gauges_->tell_build(std::move(version), std::move(contracts));
  }
  // The same for the number of cached tokens.
  void watch_token_cache(std::function<std::size_t()> count) { gauges_->watch_token_cache(std::move(count)); }
  // And for whether the cache is there.
  void watch_cache(std::function<bool()> connected) { gauges_->watch_cache(std::move(connected)); }
  // And when a certificate ends, in seconds of Unix time, under the name of the setting that says where it is.
  void watch_certificate(std::string file, std::function<double()> ends_at) {
    gauges_->watch_certificate(std::move(file), std::move(ends_at));
  }
  // And the connections. Where none come through, no service is ready.
  void watch_connections(std::function<ConnectionFigures()> figures) {
    gauges_->watch_connections(std::move(figures));
  }
  // Closes the address and forgets what is watched. Before the hosts die. Idempotent.
  void stop();

  // Whose events don't arrive in Kafka, and what to do: sentences for people.
  std::vector<std::string> relay_troubles() const;

  // What /metrics says.
  std::string text() const;

  void call_ended(const std::string& service, const std::string& method, const Error* refusal,
                  std::chrono::nanoseconds took) override;
  void refused_undeclared(const std::string& service, const std::string& method, const Error& refusal) override;
  void batch_committed(const std::string& service, std::size_t commands, std::size_t events,
                       std::chrono::nanoseconds took) override;
  void batch_cut(const std::string& service, BatchBound bound) override;
  void batch_failed(const std::string& service, const std::string& why) override;
  void consumer_moved(const std::string& service, const std::string& source, std::int64_t position,
                      std::int64_t head) override;
  void consumer_stopped(const std::string& service, const std::string& source, const Error& error) override;
  void relay_moved(const std::string& service, std::int64_t arrived, std::int64_t head, bool is_held) override;
  void relay_troubled(const std::string& service, const Error& error) override;
  void event_parked(const std::string& service, const Parked& parked) override;
  void job_failed(const std::string& service, const Job& job, const Error& error) override;
  void names_gone(const std::string& service, std::int64_t names) override;
  void names_read(const std::string& service, const std::string& method, const Caller& caller,
                  std::int64_t names) override;
  void wrong_name_given(const std::string& service, const std::string& method, const Caller& caller) override;
  void clock_judged(const std::string& service, const ClockState& state) override;
  void time_put_right(const std::string& service, std::chrono::microseconds by) override;
  void commits_lost(const std::string& service, std::int64_t after_position, std::int64_t up_to_position) override;
  void server_changed(const std::string& service, const std::string& from, const std::string& to) override;
  void events_distrusted(const std::string& service, const std::string& source) override;

 private:
  static constexpr std::size_t kOutcomeCount = 11;  // "ok" and every code
  // A method's histograms, made when an outcome is first met.
  struct Method {
    std::string service, name;
    std::array<std::atomic<prometheus::Histogram*>, kOutcomeCount> outcomes{};
  };
  struct Batches {
    prometheus::Histogram &commands, &duration;
    prometheus::Counter &events, &failures;
    std::array<prometheus::Counter*, 3> cut;  // by BatchBound
  };
  struct Consumer {
    prometheus::Gauge &position, &lag, &stopped;
  };
  struct Relayed {
    std::int64_t arrived = 0;
    bool waits = true;             // there are events that have not arrived, as far as is known
    std::string trouble = "";      // a sentence; until something has arrived since, or another replica carries
    std::int64_t troubled_at = 0;  // what had arrived then
  };
  // Two names, looked up without making a string of them.
  struct Names {
    std::string_view first, second;
    bool operator==(const Names&) const = default;
  };
  struct NamesHash {
    std::size_t operator()(const Names& names) const {
      const std::hash<std::string_view> hash;
      return hash(names.first) * 31 + hash(names.second);
    }
  };
  struct NamedConsumer {
    std::string service, source;
    Consumer consumer;
  };
  Method& method(const std::string& service, const std::string& name);
  Batches& batches(const std::string& service);
  Consumer& consumer(const std::string& service, const std::string& source);

  const std::shared_ptr<prometheus::Registry> registry_;
  const std::shared_ptr<Gauges> gauges_;
  prometheus::Family<prometheus::Histogram>&call_seconds_, &batch_commands_, &batch_seconds_;
  prometheus::Family<prometheus::Counter>&batch_events_, &batches_cut_, &batch_failures_, &parked_,
      &job_failures_, &names_gone_, &names_read_, &wrong_names_, &events_distrusted_;
  prometheus::Family<prometheus::Gauge>&consumer_position_, &consumer_lag_, &consumer_stopped_, &relay_position_,
      &relay_lag_, &relay_held_;

  // Found again by name at each call, so children of the families are looked up once only.
  mutable std::shared_mutex mutex_;
  std::unordered_map<Names, std::unique_ptr<Method>, NamesHash> methods_;
  std::unordered_map<std::string, Batches> batches_;
  std::unordered_map<Names, std::unique_ptr<NamedConsumer>, NamesHash> consumers_;
  mutable std::mutex relay_mutex_;
  std::map<std::string, Relayed> relayed_;  // by service; guarded by relay_mutex_
  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace opora
