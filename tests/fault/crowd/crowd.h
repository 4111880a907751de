// Clients that register and come while somebody makes trouble for the platform, and what they were told: the record
// against which the platform is judged afterwards.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "process/hot_session.h"

namespace opora::testing {

class Crowd {
 public:
  // Opens a session with so many seats on the platform at `address`, which is well meanwhile.
  Crowd(std::string address, std::filesystem::path keys_folder, int capacity);

  // So many clients, each with a connection of its own, evenly over a service's replicas. Each sends what it has to
  // send until it is settled, however long that takes, as people do.
  void start(int client_count);
  // Ends them; what is under way is settled first.
  void stop();

  // Compares the platform, which is well again, with the record. Empty when all is well.
  std::vector<std::string> judge();

  std::int64_t answered_count() const { return answered_; }

 private:
  struct Told {
    registration::v1::RegisterGroupRequest request;
    registration::v1::RegisterGroupResponse response;
    bool came = false;
  };
  void client(int number);
  bool register_one(Client& client, Told& told);
  bool check_in(const Told& told);
  void judge_answers(std::vector<std::string>& wrong);
  void judge_log(std::vector<std::string>& wrong);
  void judge_figures(std::vector<std::string>& wrong);
  using Figures = std::map<reporting::v1::Measure, std::int64_t>;
  Figures read_figures(std::vector<std::string>& wrong);

  const std::string address_;
  const int capacity_;
  HotSession session_;
  SystemClock clock_;
  IdSource ids_;
  std::atomic<bool> over_{false};
  std::atomic<std::int64_t> answered_{0};
  std::vector<std::thread> clients_;

  std::mutex mutex_;  // guards what follows
  std::vector<Told> told_;
  std::vector<std::string> unsettled_;
};

}  // namespace opora::testing
