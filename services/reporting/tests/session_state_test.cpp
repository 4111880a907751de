#include "reporting/domain/session_state.h"

#include <gtest/gtest.h>

#include <chrono>

namespace opora::reporting {
namespace {

using std::chrono::minutes;

TEST(StateOfASession, IsWhatIsKnownOfItByNow) {
  const Instant start{1'000'000'000'000};
  SessionDetails details;
  details.starts_at = start;
  details.duration_minutes = 90;
  const auto state = [&](bool somebody_came, Instant now, bool cancelled = false) {
    Session session;
    session.cancelled = cancelled;
    return state_of(session, details, somebody_came, now);
  };
  EXPECT_EQ(state(false, start - minutes(1)), SessionState::planned);
  EXPECT_EQ(state(false, start), SessionState::under_way);
  EXPECT_EQ(state(false, start + minutes(89)), SessionState::under_way) << "it goes on";
  EXPECT_EQ(state(false, start + minutes(90)), SessionState::not_recorded);
  EXPECT_EQ(state(true, start - minutes(1)), SessionState::under_way) << "whoever came early";
  EXPECT_EQ(state(true, start + minutes(89)), SessionState::under_way) << "others may come yet";
  EXPECT_EQ(state(true, start + minutes(90)), SessionState::held);
  EXPECT_EQ(state(true, start + minutes(90), true), SessionState::cancelled) << "and whoever came counts nowhere";
  EXPECT_EQ(state(false, start - minutes(1), true), SessionState::cancelled);
}

}  // namespace
}  // namespace opora::reporting
