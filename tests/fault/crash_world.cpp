#include "fault/crash_world.h"

#include <csignal>
#include <iostream>
#include <random>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "opora/platform/v1/event_log_service.pb.h"
#include "opora/registration/v1/events.pb.h"

namespace opora::testing {
namespace {

constexpr std::chrono::seconds kPatience{20};
constexpr std::chrono::milliseconds kWithin{2'000};

// Nobody knows whether it was done: the same request settles it.
bool is_open(const Error& error) {
  return error.code == Code::unavailable || error.code == Code::outcome_unknown || error.code == Code::deadline ||
         error.code == Code::overloaded || error.code == Code::internal;
}

}  // namespace

CrashWorld::CrashWorld(const std::filesystem::path& folder, int capacity) : folder_(folder), capacity_(capacity) {}

void CrashWorld::start(const std::vector<std::string>& variables) {
  const bool first = platform_ == nullptr;
  if (first) {
    platform_ = std::make_unique<PlatformUnderTest>(folder_);
    platform_->open_session(capacity_);
    if (variables.empty()) return;
    platform_->server().end(SIGTERM);
  }
  try {
    platform_->restart(variables);
    killed_at_start_ = false;
  } catch (const std::runtime_error&) {
    // An armed step may be passed while the platform catches up, before it is ready.
    if (variables.empty()) throw;
    killed_at_start_ = true;
  }
}

bool CrashWorld::attempt(Client& client, registration::v1::RegisterGroupRequest request) {
  const auto answer = client.call<registration::v1::RegisterGroupResponse>(request, kWithin);
  const std::lock_guard lock(mutex_);
  if (answer) {
    told_.push_back({std::move(request), *answer});
    ++answered_;
    return true;
  }
  open_.push_back(std::move(request));
  return !is_open(answer.error());
}

// Sends what is open first, then what is new, until the platform is gone.
void CrashWorld::client() {
  const auto client = platform_->connect();
  while (!over_) {
    registration::v1::RegisterGroupRequest request;
    {
      const std::lock_guard lock(mutex_);
      if (open_.empty()) {
        request.ParseFromString(platform_->new_registration());
      } else {
        request = std::move(open_.back());
        open_.pop_back();
      }
    }
    if (!attempt(*client, std::move(request))) return;
  }
}

void CrashWorld::run_clients(int client_count, const std::function<void()>& end_platform) {
  over_ = false;
  answered_ = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < client_count; ++i) clients.emplace_back([this] { client(); });
  end_platform();
  over_ = true;
  for (std::thread& each : clients) each.join();
}

void CrashWorld::run(int client_count, int calls) {
  if (killed_at_start_) return;
  run_clients(client_count, [&] {
    if (calls == 0) {
      platform_->server().wait();
      return;
    }
    while (answered_ < calls) std::this_thread::yield();
    platform_->server().end(SIGKILL);
  });
}

void CrashWorld::run_until_told_to_stop(int client_count, int calls) {
  int status = 0;
  run_clients(client_count, [&] {
    while (answered_ < calls) std::this_thread::yield();
    status = platform_->server().end(SIGTERM);
  });
  if (status != 0) throw std::runtime_error("the platform did not stop cleanly");
}

std::vector<std::string> CrashWorld::judge() {
  start();
  const auto client = platform_->connect();
  std::vector<std::string> wrong;
  for (auto& request : std::exchange(open_, {})) {
    const auto answer = client->call_until_settled<registration::v1::RegisterGroupResponse>(request, kPatience);
    if (answer) told_.push_back({request, *answer});
    else wrong.push_back("never settled: " + answer.error().reason);
  }
  judge_told(wrong);
  judge_totals(wrong);
  for (std::string& violation : platform_->violations()) wrong.push_back(std::move(violation));
  platform_->server().end(SIGTERM);
  return wrong;
}

// Each request sent once more gets the answer that its client was given before.
void CrashWorld::judge_told(std::vector<std::string>& wrong) {
  const auto client = platform_->connect();
  for (const Told& each : told_) {
    const auto again = client->call_until_settled<registration::v1::RegisterGroupResponse>(each.request, kPatience);
    if (!again) wrong.push_back("an answered request was refused: " + again.error().reason);
    else if (again->SerializeAsString() != each.response.SerializeAsString())
      wrong.push_back("a group was told two answers: " + each.request.group_id());
  }
}

// The log holds each group once, confirmed up to the capacity and then waiting in order, and nobody whom no client
// sent.
void CrashWorld::judge_totals(std::vector<std::string>& wrong) {
  std::map<std::string, int> said;
  int confirmed_count = 0, next_place = 1;
  platform::v1::ReadRequest all;
  all.set_log("registration");
  const auto each = [&](const platform::v1::ReadResponse& page) {
    for (const auto& logged : page.events()) {
      registration::v1::Event event;
      event.ParseFromString(logged.payload());
      if (event.has_group_confirmed()) {
        ++said[event.group_confirmed().group_id()];
        confirmed_count += event.group_confirmed().head_count();
      } else if (event.has_group_waitlisted()) {
        ++said[event.group_waitlisted().group_id()];
        if (event.group_waitlisted().waitlist_place() != next_place++)
          wrong.push_back("a place in the waitlist was given out of order");
      }
    }
    return true;
  };
  if (const auto read = platform_->administrator().read_events(all, each); !read) wrong.push_back(read.error().reason);
  if (said.size() != told_.size())
    wrong.push_back(std::to_string(told_.size()) + " groups were told an answer, the log has " +
                    std::to_string(said.size()));
  for (const Told& told : told_)
    if (said[told.request.group_id()] != 1)
      wrong.push_back("a group is not in the log once: " + told.request.group_id());
  const int expected = std::min(capacity_, static_cast<int>(told_.size()));
  if (confirmed_count != expected)
    wrong.push_back(std::to_string(confirmed_count) + " seats confirmed instead of " + std::to_string(expected));
}

void kill_often(int kill_count, unsigned seed) {
  ScratchFolder scratch;
  CrashWorld world(scratch / "data", kSeats);
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> calls(1, 60);
  for (int i = 0; i < kill_count; ++i) {
    world.start();
    world.run(kClients, calls(random));
  }
  expect_all_well(world);
  std::cout << kill_count << " kills, " << world.told_count() << " requests answered\n";
}

void expect_all_well(CrashWorld& world) {
  for (const std::string& wrong : world.judge()) ADD_FAILURE() << wrong;
}

}  // namespace opora::testing
