#include "platform/faults/failpoint.h"

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

}  // namespace

std::span<const std::string_view> failpoints() { return kFailpoints; }

#ifdef OPORA_TESTING

namespace {

thread_local Hook hook = nullptr;
thread_local void* hook_context = nullptr;

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

#endif

}  // namespace opora::testing
