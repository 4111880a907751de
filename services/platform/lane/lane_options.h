// What a lane is given when it is made: its bounds, its jobs, and how it does some things.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/lane/delivery.h"
#include "platform/lane/transaction.h"

namespace opora {

struct LaneOptions {
  std::string name;                // the service
  std::map<std::string, Relearnt> relearnt = {};  // by source
  int batch_count_max = 512;       // small commands a batch, or large ones that are as much work
  int queue_count_max = 4096;      // commands waiting; more are refused
  std::size_t queue_bytes_max = 16 << 20;  // of their requests
  int delivery_count_max = 1024;   // events a consumer's transaction
  std::size_t delivery_bytes_max = 256 << 10;  // of their payloads; one of any size goes alone
  // Once a transaction has come to these it is committed, and what is left goes in the next one.
  std::size_t rows_max = 4096;                  // written
  std::chrono::milliseconds step_at_most{50};   // deciding
  // What the steps are timed by; the system's steady clock when unset.
  std::function<std::chrono::steady_clock::time_point()> steady_now;
  std::chrono::milliseconds remember = std::chrono::hours(7 * 24);
  std::vector<Job> standing_jobs = {};  // due once the lane is made; those that are due already stay as they are
  std::chrono::minutes job_lease{10};   // so long nobody else takes a job that was taken
  std::optional<bool> prefetch;    // unset: prefetch unless the database's trips are free
  std::optional<bool> asks_database_clock;  // unset: where the database has one
  // The disk failed while committing, so nobody knows what it holds: must not return. Unset: ends the process.
  std::function<void(const std::string& why)> on_commit_lost;
};

}  // namespace opora
