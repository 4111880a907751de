#include "registration/tests/desk.h"
#include "registration_words.h"

namespace opora::registration::testing {
namespace {

class GetSeats : public RegistrationTest {};

TEST_F(GetSeats, CountsWhoHasThemAndWhoWaits) {
  EXPECT_EQ(seats_now().capacity(), 10);
  EXPECT_EQ(seats_now().confirmed_count(), 0);
  register_group(1, 8);
  register_group(2, 3);
  register_group(3, 4);
  const auto seats = seats_now();
  EXPECT_EQ(seats.confirmed_count(), 8);
  EXPECT_EQ(seats.waiting_group_count(), 2);
  EXPECT_EQ(seats.waiting_head_count(), 7);
}

TEST_F(GetSeats, SaysWhetherOneCanRegisterAndHowSeatsAreGiven) {
  EXPECT_TRUE(seats_now().open());
  for (const char* language : {"bg", "en", "kk", "ru"})
    EXPECT_FALSE(seats_now().policy().by_language().at(language).empty()) << language;
  service.clock().set(Instant{kEndsAtUs});
  EXPECT_FALSE(seats_now().open());
}

// The words are written beside each other by language, not beside the rule: who changes one looks at the others.
TEST(RegistrationsWords, AreAllSaid) {
  EXPECT_EQ(registration_words().keys(), (std::map<std::string, bool>{{"seat_policy", false}}))
      << "a key that no handler asks for goes";
  EXPECT_EQ(registration_words().languages(), (std::vector<std::string>{"bg", "en", "kk", "ru"}));
}

TEST_F(GetSeats, SaysItByTheTimeThatCommandsGoBy) {
  service.clock().set_wrong(std::chrono::hours(24 * 365));
  EXPECT_TRUE(seats_now().open()) << "nobody believes that clock";
  register_group(1, 1);
}

TEST_F(GetSeats, OfNoSessionIsRefused) {
  v1::GetSeatsRequest request;
  request.set_session_id(kNobody);
  EXPECT_EQ(refusal(request), "UNKNOWN_SESSION");
}

}  // namespace
}  // namespace opora::registration::testing
