// A closed-loop load: so many clients, each sending its next request when the last one is answered, at once or after a
// pause.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <grpcpp/support/byte_buffer.h>

namespace opora::bench {

struct LoadOptions {
  std::vector<std::string> addresses;  // connections go to each in turn
  std::string method;  // "/opora.registration.v1.RegistrationService/RegisterGroup"
  std::string token;   // empty: none
  int client_count = 128;
  int channel_count = 8;                  // connections, shared evenly
  std::chrono::milliseconds pause{0};     // of each client between its calls; the first ones are spread over it
  std::chrono::milliseconds duration{0};  // stop after this long …
  std::int64_t call_count_max = 0;        // … or after so many calls; 0: no limit …
  const std::atomic<bool>* over = nullptr;  // … or once this is true
};

struct LoadResult {
  std::int64_t answered_count = 0;
  std::int64_t failed_count = 0;
  std::string first_failure;
  double seconds = 0;
  std::vector<double> latencies_ms;  // of what was answered, sorted
  std::vector<std::int64_t> answered_by_address;

  double per_second() const { return seconds > 0 ? static_cast<double>(answered_count) / seconds : 0; }
  double percentile_ms(double p) const;
};

// Makes the next request; called from one thread.
using MakeRequest = std::function<std::string()>;
// Sees each successful response; called from the same thread. May be empty.
using SeeResponse = std::function<void(const std::string&)>;

LoadResult run_load(const LoadOptions& options, const MakeRequest& make, const SeeResponse& see = {});

double median(std::vector<double> values);

}  // namespace opora::bench
