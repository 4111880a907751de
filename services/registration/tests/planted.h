// Plants a bug in this thread for as long as it lives, so that a test shows that the rules would notice it.
#pragma once

#include <string_view>

#include "platform/testing/failpoint.h"

namespace opora::registration {

#ifdef OPORA_TESTING
class Planted {
 public:
  explicit Planted(std::string_view bug) { opora::testing::plant(bug); }
  ~Planted() { opora::testing::plant(""); }
  Planted(const Planted&) = delete;
  Planted& operator=(const Planted&) = delete;
};
#endif

}  // namespace opora::registration
