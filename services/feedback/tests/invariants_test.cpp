// The rules find what breaks them: rows are changed past all commands, straight in the tables.
#include <iterator>

#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

enum class Stage { drafted, answering, counted, opened };

struct Break {
  const char* sentence;  // its beginning
  Stage stage;
  Statement change;
};

const Break kBreaks[] = {
    {"A wave that takes answers, or has some", Stage::answering, Statement("UPDATE waves SET public_key = ''")},
    {"A wave that takes answers, or has some", Stage::answering, Statement("UPDATE keepers SET confirmed = 0")},
    {"A wave that takes answers, or has some", Stage::counted,
     Statement("UPDATE keepers SET account = 'first keeper'")},
    {"A draft, and a wave that is over, has no key.", Stage::opened,
     Statement("UPDATE waves SET private_key_for_second = 'key'")},
    {"A draft, and a wave that is over, has no key.", Stage::drafted, Statement("UPDATE waves SET public_key = 'key'")},
    {"Nobody has answered a wave before it opened.", Stage::drafted,
     Statement("INSERT INTO spent_tokens (wave_id, token_hash) SELECT wave_id, token_hash FROM sheet_tokens")},
    {"Each answer was given by a token, and each token gave one.", Stage::answering,
     Statement("INSERT INTO sealed_answers (wave_id, answer_key, sealed) SELECT wave_id, token_hash, sealed FROM "
               "(SELECT s.wave_id, t.token_hash, s.sealed FROM sealed_answers s JOIN sheet_tokens t "
               "ON t.wave_id = s.wave_id ORDER BY t.token_hash LIMIT 1) AS one")},
    {"Only tokens of sheets give answers.", Stage::answering, Statement("DELETE FROM sheet_tokens")},
    {"What is sealed of a wave has one size, whatever it says.", Stage::answering,
     Statement("UPDATE sealed_answers SET sealed = answer_key WHERE answer_key = "
               "(SELECT answer_key FROM sealed_answers ORDER BY answer_key LIMIT 1)")},
    {"A closed wave says how many have answered it", Stage::counted, Statement("UPDATE waves SET answered_count = 11")},
    {"Before a wave is closed, and where too few", Stage::answering, Statement("UPDATE waves SET answered_count = 10")},
    {"A wave that is counted says how many could have", Stage::counted,
     Statement("UPDATE waves SET eligible_at_most = 1, eligible_at_least = 12")},
    {"An opened wave has as many sheets as had answered", Stage::opened,
     Statement("DELETE FROM opened_sheets WHERE sheet_key = "
               "(SELECT sheet_key FROM opened_sheets ORDER BY sheet_key LIMIT 1)")},
    {"No two sheets of a wave are joined to one person.", Stage::opened,
     Statement("UPDATE opened_sheets SET link = 'one and the same'")},
    {"Nothing is staged but of the opening under way", Stage::counted,
     Statement("INSERT INTO open_answers (wave_id, answer_key, opening_id, question, state, text) "
               "SELECT wave_id, 'key', 'another', 'wish', 1, 'words' FROM waves")},
    {"Nothing is staged but of the opening under way", Stage::opened,
     Statement("INSERT INTO opened_sheets (wave_id, sheet_key, opening_id, link, answers, scores, readable) "
               "SELECT wave_id, 'key', 'another', '', '[]', '{}', 1 FROM waves")},
    {"Of a wave that is over nothing is left that was sealed", Stage::opened,
     Statement("INSERT INTO sheet_tokens (wave_id, token_hash) "
               "SELECT w.wave_id, o.payload FROM waves w JOIN outbox o ON o.position = 1")},
    {"What link codes are hashed with is gone", Stage::opened,
     Statement("UPDATE wave_series SET link_key_for_first = 'key'")},
    {"What link codes are hashed with is gone", Stage::answering,
     Statement("UPDATE wave_series SET link_key_for_second = ''")},
    {"Every series has two keepers and waves", Stage::drafted, Statement("DELETE FROM keepers WHERE place = 2")},
    {"Every series has two keepers and waves", Stage::drafted, Statement("DELETE FROM questionnaires")},
    {"Who could have answered a wave is who the logs had told of", Stage::counted,
     Statement("UPDATE waves SET eligible_at_most = 13")},
};

class FeedbackInvariants : public FeedbackTest, public ::testing::WithParamInterface<std::size_t> {
 protected:
  void TearDown() override {}  // what is broken stays so

  void reach(Stage stage) {
    if (stage == Stage::counted || stage == Stage::opened) {
      count_after(12, 10);
      if (stage == Stage::opened) {
        ASSERT_EQ(open(kAfter), "");
      }
      at("2023-10-16T22:00");
      return;
    }
    add_round();
    if (stage == Stage::drafted) {
      ASSERT_EQ(refusal(draft_after()), "");
      draw(1);
      return;
    }
    schedule(draft_after());
    at("2023-10-10T09:00");
    answer_wave(kAfter, 2);
  }
};

TEST_P(FeedbackInvariants, FindWhatBreaksThem) {
  const Break& broken = kBreaks[GetParam()];
  reach(broken.stage);
  ASSERT_EQ(service.violations(), std::vector<std::string>());
  service.restart_after(broken.change);
  bool is_found = false;
  for (const std::string& violation : service.violations())
    is_found = is_found || violation.starts_with(broken.sentence);
  EXPECT_TRUE(is_found) << broken.sentence << " " << broken.change.text();
}

INSTANTIATE_TEST_SUITE_P(Each, FeedbackInvariants, ::testing::Range(std::size_t{0}, std::size(kBreaks)));

class WhatRulesTell : public FeedbackTest {
 protected:
  std::vector<std::int64_t> counts() {
    std::vector<std::int64_t> all;
    for (const auto& checked : service.host().check_invariants()) all.push_back(checked.finding.checked_count);
    return all;
  }
};

TEST_F(WhatRulesTell, NoNumberOfAnswersOfAWaveThatTakesThem) {
  add_round();
  schedule(draft_after());
  at("2023-10-10T09:00");
  const auto sheets = draw(5);
  const auto before = counts();
  for (const v1::Sheet& sheet : sheets) EXPECT_EQ(refusal(answers(sheet, kAfter)), "");
  EXPECT_EQ(counts(), before);
}

}  // namespace
}  // namespace opora::feedback::testing
