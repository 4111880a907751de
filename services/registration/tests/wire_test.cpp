// What is told and left for later says what it is.
#include <array>
#include <set>

#include <gtest/gtest.h>

#include "registration/wire.h"

namespace opora::registration {
namespace {

TEST(Wire, TimersOfASessionAreOneOfAKind) {
  const SessionId session{"00000000-0000-7000-8000-000000000001"};
  const std::array timers = {end_timer(session, Instant{1}), admit_timer(session, Instant{1}),
                             fill_timer(session, Instant{1}), fill_timer(session, Instant{1}, OwedSeats{1})};
  std::set<std::string> ids;
  for (const Timer& timer : timers) ids.insert(timer.id);
  EXPECT_EQ(ids.size(), timers.size()) << "none takes another's place";
  EXPECT_EQ(fill_timer(session, Instant{1}, OwedSeats{1}).id, fill_timer(session, Instant{2}, OwedSeats{2}).id)
      << "but its own";
}

}  // namespace
}  // namespace opora::registration
