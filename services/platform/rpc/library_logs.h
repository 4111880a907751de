// What gRPC and protobuf say goes through our log: as JSON, and counted where it comes again and again, since whoever
// connects can make them speak.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace opora {

// Which lines of a library are written: from each place in its code one a minute, saying how many there were since the
// last. Thread-safe.
class RepeatedLines {
 public:
  using Time = std::chrono::steady_clock::time_point;
  // How many there were with this one, if it is to be written.
  std::optional<std::int64_t> count(const std::string& place, Time now);

 private:
  struct Told {
    Time at;
    std::int64_t since = 0;
  };
  std::mutex mutex_;
  std::map<std::string, Told> places_;  // as many as there are lines in the libraries that log
};

// From here on, for the whole process. What a line says is left out: it may hold an address or a piece of a request.
void adopt_library_logs();

}  // namespace opora
