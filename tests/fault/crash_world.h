// Clients that register while the platform is killed under them, and what they were told: the record against which the
// platform is judged afterwards.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "opora/registration/v1/registration_service.pb.h"
#include "process/platform_under_test.h"

namespace opora::testing {

// One client's request and the answer it finally got.
struct Told {
  registration::v1::RegisterGroupRequest request;
  registration::v1::RegisterGroupResponse response;
};

class CrashWorld {
 public:
  explicit CrashWorld(const std::filesystem::path& folder, int capacity);

  // Starts the platform on what the last one left; `variables` arm failpoints.
  void start(const std::vector<std::string>& variables = {});
  // Lets `client_count` clients register until the platform is killed: after about `calls` answers by SIGKILL, or, with
  // 0, by itself (a failpoint). Requests without an answer are kept, and sent again by the next run().
  void run(int client_count, int calls);

  // The same, but told to stop by SIGTERM: it must end with exit code 0 by itself.
  void run_until_told_to_stop(int client_count, int calls);

  // Starts the platform undisturbed, settles what is open, and compares everything with the records. Empty when all is
  // well.
  std::vector<std::string> judge();

  std::size_t told_count() const { return told_.size(); }

 private:
  void client();
  void run_clients(int client_count, const std::function<void()>& end_platform);
  bool attempt(Client& client, registration::v1::RegisterGroupRequest request);
  void judge_told(std::vector<std::string>& wrong);
  void judge_totals(std::vector<std::string>& wrong);

  bool killed_at_start_ = false;
  std::filesystem::path folder_;
  const int capacity_;
  std::unique_ptr<PlatformUnderTest> platform_;
  std::atomic<bool> over_{false};
  std::atomic<int> answered_{0};
  std::mutex mutex_;
  std::vector<Told> told_;
  std::vector<registration::v1::RegisterGroupRequest> open_;
};

constexpr int kClients = 16;
constexpr int kSeats = 500;

// Fails the test with whatever the world's judge finds wrong.
void expect_all_well(CrashWorld& world);

// Kills the platform so often, each time after a random number of answers, so at any moment of a batch; then judges.
void kill_often(int kill_count, unsigned seed);

}  // namespace opora::testing
