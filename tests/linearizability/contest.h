// One session that everybody wants seats of, and the groups that have been sent to it.
#pragma once

#include <algorithm>
#include <atomic>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace opora::testing {

using Dice = std::mt19937_64;

inline int roll(Dice& dice, int least, int most) { return std::uniform_int_distribution(least, most)(dice); }

class Contest {
 public:
  std::string session;
  int capacity = 0;
  int cancel_percent = 0;  // how often a client gives its seats up again

  // Groups as clients hear of each other's: `asked` when somebody sends one, `answered` when it is there.
  void asked(const std::string& group) {
    const std::lock_guard lock(mutex_);
    groups_asked_.push_back(group);
  }
  void answered(const std::string& group) {
    const std::lock_guard lock(mutex_);
    groups_there_.push_back(group);
  }
  // Any of them; empty if there is none.
  std::string any_asked(Dice& dice) { return any(groups_asked_, dice); }
  std::string any_there(Dice& dice) { return any(groups_there_, dice); }

 private:
  std::string any(const std::vector<std::string>& groups, Dice& dice) {
    const std::lock_guard lock(mutex_);
    return groups.empty() ? "" : groups[static_cast<std::size_t>(roll(dice, 0, static_cast<int>(groups.size()) - 1))];
  }

  std::mutex mutex_;
  std::vector<std::string> groups_asked_, groups_there_;
};

// What all clients count together.
struct Tally {
  std::atomic<int> answer_count{0};  // waited for by whoever disturbs
  std::atomic<int> lost_count{0};    // calls whose answer nobody got, sent again with the same request id
  std::atomic<int> internal_count{0};  // refused as a mistake of the platform's
};

}  // namespace opora::testing
