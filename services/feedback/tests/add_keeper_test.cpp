#include <algorithm>

#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class AddingKeepers : public FeedbackTest {
 protected:
  void SetUp() override {
    add_round();
    ASSERT_EQ(refusal(draft()), "");
  }
};

TEST_F(AddingKeepers, ThePassphraseIsShownToItsKeeperAlone) {
  const std::string first = show_passphrase(1), second = show_passphrase(2);
  EXPECT_EQ(std::ranges::count(first, ' '), 6) << "seven words";
  EXPECT_NE(first, second);
  EXPECT_EQ(show_passphrase(3), "NOT_A_KEEPER");
  v1::AddKeeperRequest request;
  request.set_series_id(series_id(1));
  EXPECT_EQ(refusal(request), "NOT_A_KEEPER") << "an administrator that the draft doesn't name";
  EXPECT_EQ(refusal(request, facilitator()), "PERMISSION_DENIED") << "though the draft names the account";
  request.set_series_id(series_id(2));
  EXPECT_EQ(refusal(request, keeper(1)), "UNKNOWN_SERIES");
}

TEST_F(AddingKeepers, UntilItIsConfirmedAnotherOneTakesItsPlace) {
  const std::string lost = show_passphrase(1), last = show_passphrase(1);
  EXPECT_NE(lost, last);
  EXPECT_EQ(confirm(1, lost), "PASSPHRASE_WRONG");
  EXPECT_EQ(confirm(1, last), "");
  EXPECT_EQ(show_passphrase(1), "KEEPER_CONFIRMED");
}

TEST_F(AddingKeepers, NothingOfItIsKept) {
  const std::string shown = show_passphrase(1);
  look([&](Snapshot& snapshot) {
    static const Statement kKeepers("SELECT public_key || wrapped_key FROM keepers WHERE place = 1");
    const auto kept = snapshot.query(kKeepers).value();
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].text(0).find(shown.substr(0, shown.find(' '))), std::string::npos);
    static const Statement kAnswers("SELECT COUNT(*) FROM answers WHERE method LIKE '%AddKeeper%'");
    EXPECT_EQ(snapshot.query(kAnswers).value()[0].integer(0), 0) << "no answer is remembered";
  });
  EXPECT_EQ(service.events().size(), 0U);
}

}  // namespace
}  // namespace opora::feedback::testing
