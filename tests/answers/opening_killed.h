// A wave of a real process, counted and stopped, of which copies are started, opened and killed.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "process/asked_waves.h"
#include "process/platform_under_test.h"

namespace opora::testing {

class CountedWave {
 public:
  static constexpr int kAnswers = 40;

  CountedWave();

  // A copy of it is started, and opened by a keeper until that ends: at the n-th passing of a named step, or so long
  // after it was asked for. Then it is started again, and opened by the other keeper, unless it was opened by then.
  // What is not as it should be; nothing if all is well. `ended_by_itself`: the opening came to its end.
  struct Outcome {
    bool ended_by_itself = false;
    std::vector<std::string> wrong;
  };
  Outcome killed_at(const std::string& step, int pass);
  Outcome killed_after(std::chrono::milliseconds time);

 private:
  Outcome opened_again(bool ended_by_itself);
  void begin_copy(const std::vector<std::string>& variables);

  ScratchFolder scratch_;
  std::unique_ptr<PlatformUnderTest> platform_;  // on the copy
  std::unique_ptr<AskedWaves> waves_;
};

}  // namespace opora::testing
