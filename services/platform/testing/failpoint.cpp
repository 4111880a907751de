#include "platform/testing/failpoint.h"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>

#include <unistd.h>

namespace opora::testing {
namespace {

constexpr std::array<std::string_view, 14> kFailpoints = {
    "lane.batch_begun",        "lane.answers_looked_up", "lane.decided",          "lane.rows_written",
    "lane.events_written",     "lane.answers_written",   "lane.head_written",     "lane.committed",
    "lane.answered",           "consume.begun",          "consume.applied",       "consume.position_written",
    "consume.committed",       "consume.acknowledged",
};

constexpr auto kPlantedBugs = std::to_array<std::string_view>({
    "no_position_check",          "capacity_off_by_one",      "answer_before_commit",  "writes_not_sent_before_read",
    "answers_not_remembered",     "request_hash_not_checked", "position_not_moved",    "gap_not_noticed",
    "waitlist_overtaken",         "no_promotion",             "promotion_out_of_order", "attendance_counted_twice",
    "position_skipped",           "parked_key_not_held",      "wall_clock_believed",   "unconfirmed_time_trusted",
    "unconfirmed_time_kept",      "queries_ask_the_wall_clock", "reopened_for_ever",
    "scan_at_another_session_lost", "scan_flagged_anew",      "scan_from_another_region_counts",
    "cut_batch_answered_whole",   "slow_event_parked",         "digest_not_checked",
    "witness_ignored",            "differing_history_followed",
    "session_outside_its_round",  "round_regions_replaced",   "report_for_any_coordinator",
    "odd_scan_counts",            "discarded_scan_counts",    "unknown_people_unbounded",
    "key_resolved_anew",          "key_of_another_region",    "key_of_somebody_else",
});

}  // namespace

std::span<const std::string_view> failpoints() { return kFailpoints; }
std::span<const std::string_view> planted_bugs() { return kPlantedBugs; }

#ifdef OPORA_TESTING

namespace {

thread_local Hook hook = nullptr;
thread_local void* hook_context = nullptr;
thread_local std::string planted_bug;

// OPORA_FAILPOINT=name:n, read once.
struct Armed {
  std::string step;
  std::atomic<long> passes_left{0};
  Armed() {
    const char* text = std::getenv("OPORA_FAILPOINT");
    if (text == nullptr) return;
    const std::string setting(text);
    const auto colon = setting.find(':');
    step = setting.substr(0, colon);
    passes_left = colon == std::string::npos ? 1 : std::strtol(setting.c_str() + colon + 1, nullptr, 10);
  }
};

}  // namespace

void pass(std::string_view step) {
  if (hook != nullptr) hook(hook_context, step);
  static Armed armed;
  if (armed.step == step && armed.passes_left.fetch_sub(1) == 1) kill(getpid(), SIGKILL);
}

void set_hook(Hook new_hook, void* context) {
  hook = new_hook;
  hook_context = context;
}

bool planted(std::string_view bug) {
  // Read once: a process is born with it.
  static const char* const from_environment = std::getenv("OPORA_PLANTED");
  return planted_bug == bug || (from_environment != nullptr && bug == from_environment);
}
void plant(std::string_view bug) { planted_bug = bug; }

#endif

}  // namespace opora::testing
