// Opening is a run: whatever breaks it off, nothing is opened in part, and nothing is opened twice.
#include <algorithm>
#include <cstdlib>
#include <set>

#include <nlohmann/json.hpp>

#include "feedback/tests/series.h"
#include "platform/faults/failpoint.h"

namespace opora::feedback::testing {
namespace {

const Statement kOpenedSheets(
    "SELECT o.sheet_key, o.link, o.answers, o.scores, o.readable FROM waves w JOIN opened_sheets o "
    "ON o.wave_id = w.wave_id AND o.opening_id = w.opening_id ORDER BY o.sheet_key");
const Statement kTextsWritten("SELECT answer_key, question, state, text FROM open_answers ORDER BY answer_key");
const Statement kSheetsStaged("SELECT COUNT(*) FROM opened_sheets");
const Statement kTextsStaged("SELECT COUNT(*) FROM open_answers");
const Statement kStagedCount("SELECT (SELECT COUNT(*) FROM opened_sheets) + (SELECT COUNT(*) FROM open_answers)");
const Statement kLinksJoined(
    "SELECT COUNT(*) FROM opened_sheets b JOIN opened_sheets a ON a.link = b.link AND a.wave_id > b.wave_id "
    "WHERE b.link <> ''");
const Statement kKeysLeft("SELECT COUNT(*) FROM waves WHERE private_key_for_first <> '' AND wave_id = "
                          "'00000000-0000-7000-8000-000000900002'");

class OpeningWaves : public FeedbackTest {
 protected:
  Rows rows(const Statement& what) {
    Rows found;
    look([&](Snapshot& snapshot) { found = snapshot.query(what).value(); });
    return found;
  }
  std::int64_t number(const Statement& what) { return rows(what)[0].integer(0); }
};

TEST_F(OpeningWaves, EitherKeeperDoesSoOnce) {
  count_after(12, 10);
  EXPECT_EQ(number(kKeysLeft), 1);
  events_since_last();
  EXPECT_EQ(open(kAfter, 2), "");
  EXPECT_EQ(events_since_last(), std::vector<std::string>{"WaveOpened"});
  EXPECT_EQ(last_event_as<v1::Event>().wave_opened().wave_id(), wave_id(kAfter));
  const v1::Wave opened = wave(kAfter);
  EXPECT_EQ(opened.status(), v1::WAVE_STATUS_OPENED);
  EXPECT_EQ(opened.opening().opened_by(), "second keeper");
  EXPECT_EQ(opened.opening().opened_at_us(), in_almaty("2023-10-16T21:00").us);
  EXPECT_EQ(opened.opening().unreadable_count(), 0);
  EXPECT_EQ(opened.turnout().answered_count(), 10);
  EXPECT_EQ(number(kKeysLeft), 0);
  EXPECT_EQ(open(kAfter, 1), "WAVE_OPENED");
  EXPECT_EQ(events_since_last(), std::vector<std::string>());
}

TEST_F(OpeningWaves, KeepsWhatWasAnsweredByCodesAndScores) {
  add_round();
  schedule(draft_after());
  at("2023-10-10T09:00");
  for (const v1::Sheet& sheet : draw(10)) {
    auto request = answers(sheet, kAfter, 3, "the same wish");
    ASSERT_EQ(refusal(request), "");
  }
  at("2023-10-14T21:00");
  at("2023-10-16T21:00");
  ASSERT_EQ(open(kAfter), "");
  const Rows opened = rows(kOpenedSheets);
  ASSERT_EQ(opened.size(), 10U);
  for (const Row& row : opened) {
    const auto answered = nlohmann::json::parse(row.text(2));
    ASSERT_EQ(answered.size(), 7U) << "what was written stands elsewhere";
    EXPECT_EQ(answered[0], (nlohmann::json{{"q", "clients"}, {"s", 1}, {"o", {"yes"}}}));
    EXPECT_EQ(answered[1], (nlohmann::json{{"q", "strain"}, {"r", "s1"}, {"s", 1}, {"o", {"3"}}}));
    EXPECT_EQ(answered[6], (nlohmann::json{{"q", "talk"}, {"s", 1}, {"o", {"often"}}}));
    // Four items of 75, and one of 25 that is reversed: 75 points.
    EXPECT_EQ(nlohmann::json::parse(row.text(3)), (nlohmann::json{{"own_strain", 75 * 420}}));
    EXPECT_EQ(row.text(2).find("wish"), std::string::npos);
  }
  const Rows texts = rows(kTextsWritten);
  ASSERT_EQ(texts.size(), 10U);
  for (const Row& text : texts) EXPECT_EQ(text.text(3), "the same wish");
}

TEST_F(OpeningWaves, ARowSaysNothingOfWhenItCame) {
  const auto sheets = count_after(60, 60);
  ASSERT_EQ(open(kAfter), "");
  std::set<std::string> keys;
  std::vector<int> order;
  const Rows texts = rows(kTextsWritten), opened = rows(kOpenedSheets);
  for (const Row& row : texts) {
    keys.insert(row.text(0));
    order.push_back(std::stoi(row.text(3).substr(5)));  // "wish 17" came eighteenth
  }
  for (const Row& row : opened) keys.insert(row.text(0));
  EXPECT_EQ(keys.size(), 120U) << "no key is of two rows, nor of a sheet and a text";
  EXPECT_FALSE(std::ranges::is_sorted(order));
  int neighbours = 0;
  for (std::size_t i = 1; i < order.size(); ++i) neighbours += std::abs(order[i] - order[i - 1]) == 1 ? 1 : 0;
  EXPECT_LT(neighbours, 20) << "two of sixty are expected";
}

TEST_F(OpeningWaves, OnePersonsSheetsAreJoinedByTheirLinkAlone) {
  add_round();
  for (int person = 1; person <= 12; ++person) tell(attendance_recorded(person, 1));
  schedule();
  const auto sheets = draw(12);
  at("2023-10-02T09:00");
  for (const v1::Sheet& sheet : sheets) ASSERT_EQ(refusal(answers(sheet, kBefore)), "");
  at("2023-10-04T21:00");
  at("2023-10-06T21:00");
  ASSERT_EQ(open(kBefore), "");
  at("2023-10-10T09:00");
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    auto request = answers(sheets[i], kAfter);
    if (i == 0) request.clear_link_code();                         // lost
    if (i == 1) request.set_link_code(sheets[2].link_code());      // somebody else's
    ASSERT_EQ(refusal(request), "");
  }
  at("2023-10-14T21:00");
  at("2023-10-16T21:00");
  ASSERT_EQ(open(kAfter), "");
  EXPECT_EQ(number(kLinksJoined), 9) << "neither the lost one nor the two that share a code";
  const Rows opened = rows(kOpenedSheets);
  ASSERT_EQ(opened.size(), 24U);
  for (const Row& row : opened)
    for (const v1::Sheet& sheet : sheets)
      EXPECT_EQ(row.text(1).find(sheet.link_code().substr(0, 5)), std::string::npos);
}

TEST_F(OpeningWaves, NeedsAKeeperAndTheirPassphrase) {
  count_after(12, 10);
  const std::string own = passphrases[0];
  passphrases[0] = "one two three";
  EXPECT_EQ(open(kAfter), "PASSPHRASE_MISTYPED");
  passphrases[0] = passphrases[1];
  EXPECT_EQ(open(kAfter), "PASSPHRASE_WRONG");
  v1::OpenWaveRequest request;
  request.set_wave_id(wave_id(kAfter));
  request.set_passphrase(own);
  EXPECT_EQ(refusal(request), "NOT_A_KEEPER") << "an administrator";
  EXPECT_EQ(refusal(request, facilitator()), "PERMISSION_DENIED");
  request.set_wave_id(wave_id(kOtherWave));
  EXPECT_EQ(refusal(request, keeper(1)), "UNKNOWN_WAVE");
  EXPECT_EQ(number(kStagedCount), 0);
  passphrases[0] = own;
  EXPECT_EQ(open(kAfter), "");
}

TEST_F(OpeningWaves, OnlyOnceItIsCounted) {
  add_round();
  schedule();
  EXPECT_EQ(open(kBefore), "WAVE_NOT_OPEN_YET");
  at("2023-10-02T09:00");
  EXPECT_EQ(open(kBefore), "WAVE_STILL_OPEN");
  answer_wave(kBefore, 10);
  at("2023-10-04T21:00");
  EXPECT_EQ(open(kBefore), "WAVE_NOT_COUNTED");
  at("2023-10-06T21:00");
  EXPECT_EQ(open(kBefore), "");
}

TEST_F(OpeningWaves, WhatCannotBeReadIsCountedApart) {
  count_after(12, 11);
  static const Statement kSpoil(
      "UPDATE sealed_answers SET sealed = answer_key WHERE answer_key = "
      "(SELECT answer_key FROM sealed_answers ORDER BY answer_key LIMIT 1)");
  service.restart_after(kSpoil);
  EXPECT_EQ(service.violations().size(), 1U) << "not all are of one size";
  EXPECT_EQ(open(kAfter), "");
  EXPECT_EQ(wave(kAfter).opening().unreadable_count(), 1);
  EXPECT_EQ(rows(kOpenedSheets).size(), 11U);
}

// Whoever can spoil what is sealed, and has noted who came when, would else be told what a single person answered.
TEST_F(OpeningWaves, OfFewerThanTenThatCanBeReadNothingIsOpened) {
  count_after(12, 10);
  static const Statement kSpoil("UPDATE sealed_answers SET sealed = answer_key");  // all, or their sizes would tell
  service.restart_after(kSpoil);
  events_since_last();
  EXPECT_EQ(open(kAfter), "TOO_FEW_READABLE");
  service.settle();
  EXPECT_EQ(number(kStagedCount), 0) << "and nothing that was read lies there until its timer comes";
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_COUNTED);
  EXPECT_EQ(number(kKeysLeft), 1) << "what was changed may be put right, and opened then";
  EXPECT_EQ(events_since_last(), std::vector<std::string>());
}

// A kill at each step. Before the last commit nothing is opened and a keeper is needed again; after it the wave is
// opened. What the first one staged is gone either way.
struct KilledWhileOpening {};

TEST_F(OpeningWaves, WhatWasWrittenIsCommittedApartFromAllElse) {
  count_after(12, 10);
  bool were_sheets_alone = false;
  for (int commit = 1; commit < 20 && !were_sheets_alone; ++commit) {
    int left = commit;
    opora::testing::set_hook(
        [](void* context, std::string_view step) {
          if (step == "lane.rows_written" && --*static_cast<int*>(context) == 0) throw KilledWhileOpening{};
        },
        &left);
    EXPECT_THROW(open(kAfter), KilledWhileOpening);
    opora::testing::set_hook(nullptr, nullptr);
    service.restart();
    service.settle();
    were_sheets_alone = number(kSheetsStaged) == 10 && number(kTextsStaged) == 0;
  }
  EXPECT_TRUE(were_sheets_alone) << "a text that came with sheets is of one of them";
}

TEST_F(OpeningWaves, AKillAtAnyStepOpensAllOrNothing) {
  count_after(12, 10);
  int kills = 0;
  for (int step = 1; step < 500; ++step) {
    int left = step;
    bool was_killed = false;
    opora::testing::set_hook(
        [](void* context, std::string_view) {
          if (--*static_cast<int*>(context) == 0) throw KilledWhileOpening{};
        },
        &left);
    try {
      EXPECT_EQ(open(kAfter), "");
    } catch (const KilledWhileOpening&) {
      was_killed = true;
    }
    opora::testing::set_hook(nullptr, nullptr);
    service.restart();
    service.settle();
    ASSERT_EQ(service.violations(), std::vector<std::string>()) << "after a kill at step " << step;
    if (!was_killed || status(kAfter) == v1::WAVE_STATUS_OPENED) break;
    ++kills;
    EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_COUNTED);
    v1::ListOpenAnswersRequest request;
    request.set_wave_id(wave_id(kAfter));
    EXPECT_EQ(refusal(request), "WAVE_NOT_OPENED");
  }
  EXPECT_GE(kills, 5);
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_OPENED);
  EXPECT_EQ(open(kAfter), "WAVE_OPENED");
  at("2023-10-16T22:00");
  EXPECT_EQ(number(kStagedCount), 20) << "ten sheets and ten texts, and nothing of openings that broke off";
}

}  // namespace
}  // namespace opora::feedback::testing
