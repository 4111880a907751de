// What clients asked and heard, and when: one line of JSON for each operation, for the checker to judge.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <string>

#include <nlohmann/json.hpp>

namespace opora::testing {

// From the first time it was sent to the answer that settled it, however often it was sent again between.
struct Operation {
  std::string session;
  int client = 0;
  std::string kind;  // "register", "cancel", "seats", "group"
  nlohmann::json input = nlohmann::json::object();
  nlohmann::json output;         // null while nobody knows
  std::int64_t invoked_ns = 0;
  std::int64_t returned_ns = -1;  // negative while nobody knows
};

// Thread-safe.
class History {
 public:
  explicit History(const std::filesystem::path& file) : out_(file), began_(std::chrono::steady_clock::now()) {}

  // Now, on the one clock of all clients.
  std::int64_t now_ns() const { return (std::chrono::steady_clock::now() - began_).count(); }
  void add(const Operation& operation);

  // How many operations of each kind there are so far.
  std::map<std::string, int> counts() const;
  int count() const;
  int open_count() const;  // those that never settled

 private:
  mutable std::mutex mutex_;
  std::ofstream out_;
  const std::chrono::steady_clock::time_point began_;
  std::map<std::string, int> counts_;
  int open_count_ = 0;
};

}  // namespace opora::testing
