// simulation --seed N | --seeds FROM..TO  [--plant BUG] [--trace]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include "platform/faults/planted.h"
#include "simulation/runner.h"

namespace {

using namespace opora::simulation;

struct Wanted {
  std::uint64_t first = 1;
  std::uint64_t last = 2000;
  std::string bug;
  bool traced = false;
};

int explain() {
  std::puts("simulation --seed N | --seeds FROM..TO  [--plant BUG] [--trace]\nbugs:");
  for (const std::string_view bug : opora::testing::planted_bugs()) std::printf("  %s\n", std::string(bug).c_str());
  return 2;
}

bool read_seeds(const std::string& text, Wanted& wanted) {
  const auto dots = text.find("..");
  char* end = nullptr;
  wanted.first = wanted.last = std::strtoull(text.c_str(), &end, 10);
  if (dots == std::string::npos) return end != text.c_str() && *end == '\0';
  wanted.last = std::strtoull(text.c_str() + dots + 2, &end, 10);
  return *end == '\0' && wanted.first <= wanted.last;
}

bool read_arguments(int count, char** arguments, Wanted& wanted) {
  for (int i = 1; i < count; ++i) {
    const std::string name = arguments[i];
    if (name == "--trace") {
      wanted.traced = true;
      continue;
    }
    if (i + 1 == count) return false;
    const std::string value = arguments[++i];
    if (name == "--plant") {
      const auto bugs = opora::testing::planted_bugs();
      if (std::find(bugs.begin(), bugs.end(), value) == bugs.end()) return false;
      wanted.bug = value;
    } else if ((name != "--seed" && name != "--seeds") || !read_seeds(value, wanted)) {
      return false;
    }
  }
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  Wanted wanted;
  if (!read_arguments(count, arguments, wanted)) return explain();
  const auto started = std::chrono::steady_clock::now();
  for (std::uint64_t seed = wanted.first; seed <= wanted.last; ++seed) {
    const Outcome outcome = run_seed(seed, wanted.bug, wanted.traced ? &std::cout : nullptr);
    if (outcome.violation) {
      std::cout << describe(*outcome.violation, wanted.bug) << '\n';
      return 1;
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  const auto seed_count = wanted.last - wanted.first + 1;
  std::printf("%llu seeds, no violation, %.1f seeds a second\n", static_cast<unsigned long long>(seed_count),
              static_cast<double>(seed_count) / took.count());
  return 0;
}
