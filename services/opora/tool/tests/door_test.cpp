#include "opora/tool/door.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

namespace v1 = registration::v1;

const std::string kAnna = "018b3a00-0000-7000-8000-000000000001", kBoris = "018b3a00-0000-7000-8000-000000000002";

scheduling::v1::Session evening() {
  scheduling::v1::Session session;
  session.set_session_id("018b3a00-0000-7000-8000-000000000009");
  (*session.mutable_title()->mutable_by_language())["en"] = "Where <help> ends";
  session.set_local_start("2023-10-17T10:00");
  session.set_time_zone("Asia/Yakutsk");
  return session;
}

v1::ExpectedGroup group(v1::GroupStatus status, const std::string& sender, int head_count,
                        const std::vector<std::pair<std::string, std::string>>& people) {
  v1::ExpectedGroup group;
  (*group.mutable_organisation_name()->mutable_by_language())["en"] = sender;
  group.set_head_count(head_count);
  group.set_status(status);
  for (const auto& [id, name] : people) {
    auto& person = *group.add_people();
    person.set_person_id(id);
    person.set_name(name);
  }
  return group;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

TEST(DoorPage, HasABoxForEachWhoIsExpected) {
  const std::string page = door_page(evening(),
                                     {group(v1::GROUP_STATUS_WAITING, "Late ones", 1, {{kBoris, "Boris"}}),
                                      group(v1::GROUP_STATUS_CONFIRMED, "School", 3, {{kAnna, "Anna"}})},
                                     "en");
  EXPECT_EQ(count_of(page, "class=\"box\""), 4U) << "two are counted only";
  EXPECT_NE(page.find("2023-10-17T10:00 (Asia/Yakutsk)"), std::string::npos);
  EXPECT_LT(page.find("School"), page.find("Late ones")) << "the confirmed come first";
  EXPECT_NE(page.find("Late ones</bdi>, 1 (waiting)"), std::string::npos);
}

struct Spoken {
  const char* language;
  const char* waiting;
  std::vector<std::string> columns;
};

class DoorIn : public ::testing::TestWithParam<Spoken> {};

TEST_P(DoorIn, ALanguageHasNoWordOfAnother) {
  const Spoken& spoken = GetParam();
  v1::ExpectedGroup late = group(v1::GROUP_STATUS_WAITING, "Late ones", 1, {{kBoris, "Boris"}});
  const std::string page = door_page(evening(), {late}, spoken.language);
  EXPECT_NE(page.find(std::string("<html lang=\"") + spoken.language), std::string::npos);
  EXPECT_NE(page.find(std::string("Late ones</bdi>, 1 (") + spoken.waiting + ")"), std::string::npos) << page;
  EXPECT_EQ(page.find("Tick") == std::string::npos, std::string(spoken.language) != "en");
  std::vector<std::string> columns;
  const Table sheet = door_sheet({late}, "Hall", spoken.language);
  for (const auto& column : sheet.columns) columns.push_back(column.heading);
  EXPECT_EQ(columns, spoken.columns);
}

INSTANTIATE_TEST_SUITE_P(
    Languages, DoorIn,
    ::testing::Values(Spoken{"en", "waiting", {"person", "name", "organisation", "status", "room", "came"}},
                      Spoken{"ru",
                             "в листе ожидания",
                             {"человек", "имя", "организация", "статус", "помещение", "явка"}},
                      Spoken{"bg", "в списъка на чакащите", {"човек", "име", "организация", "статус", "зала", "дошъл"}},
                      Spoken{"kk", "күту тізімінде", {"адам", "аты", "ұйым", "мәртебесі", "бөлме", "келді"}}),
    [](const auto& info) { return std::string(info.param.language); });

TEST(DoorPage, RunsNothingThatSomebodyIsCalled) {
  const std::string page = door_page(
      evening(), {group(v1::GROUP_STATUS_CONFIRMED, "<b>", 1, {{kAnna, "<script>alert(\"1\")</script>\u202e"}})}, "en");
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("<b>"), std::string::npos);
  EXPECT_EQ(page.find("<help>"), std::string::npos);
  EXPECT_EQ(page.find("\u202e"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;alert(&quot;1&quot;)"), std::string::npos);
}

TEST(DoorSheet, HasARowForEachWhoseNameIsKnown) {
  const Table sheet = door_sheet({group(v1::GROUP_STATUS_CONFIRMED, "School", 3, {{kAnna, "Anna"}}),
                                  group(v1::GROUP_STATUS_WAITING, "Late ones", 1, {{kBoris, "Boris"}})},
                                 "Hall", "en");
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : sheet.rows) {
    rows.emplace_back();
    for (const report::Wording& cell : row) rows.back().push_back(cell.text);
  }
  EXPECT_EQ(rows, (std::vector<std::vector<std::string>>{{kAnna, "Anna", "School", "confirmed", "Hall", ""},
                                                         {kBoris, "Boris", "Late ones", "waiting", "Hall", ""}}));
}

struct Came {
  const char* rule;
  std::string came;
  std::int64_t at_us;  // 0: refused
};

// The session starts at 01:00 UTC: Yakutsk is nine hours ahead.
constexpr std::int64_t kStart = 1'697'504'400'000'000, kMinute = 60'000'000;

class BroughtBackRow : public ::testing::TestWithParam<Came> {};

TEST_P(BroughtBackRow, IsAScanOfItsTime) {
  const auto scans = scans_of({{2, kAnna, GetParam().came}}, evening(), {});
  if (GetParam().at_us == 0) {
    ASSERT_FALSE(scans);
    EXPECT_EQ(scans.error().reason, "TIME_MALFORMED");
    EXPECT_EQ(scans.error().message.find("Line 2: "), 0U);
    return;
  }
  ASSERT_TRUE(scans) << scans.error().message;
  ASSERT_EQ(scans->size(), 1U);
  EXPECT_EQ(scans->front().scanned_at_us(), GetParam().at_us);
  EXPECT_EQ(scans->front().person_id(), kAnna);
}

INSTANTIATE_TEST_SUITE_P(Times, BroughtBackRow,
                         ::testing::Values(Came{"a tick", "x", kStart}, Came{"another", "✓", kStart},
                                           Came{"a clock", "10:03", kStart + 3 * kMinute},
                                           Came{"an early one", "9:58", kStart - 2 * kMinute},
                                           Came{"as a spreadsheet has it", "10:03:30", kStart + 7 * kMinute / 2},
                                           Came{"with its day", "2023-10-17T10:03", kStart + 3 * kMinute},
                                           Came{"as typed", "2023-10-17 10:03", kStart + 3 * kMinute},
                                           Came{"as in a list", "17.10.2023 10:03", kStart + 3 * kMinute},
                                           Came{"a Cyrillic tick", "х", kStart}, Came{"a plus", "+", kStart},
                                           Came{"somebody who did not", "нет", 0},
                                           Came{"no time", "25:00", 0}, Came{"a year", "2023", 0}),
                         [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST(BroughtBackRows, AreOfTheDayNearestTheStart) {
  scheduling::v1::Session late = evening();
  late.set_local_start("2023-10-17T22:00");
  const auto came = [&](const std::string& time) {
    return (scans_of({{2, kAnna, time}}, late, {}).value().front().scanned_at_us() - kStart) / kMinute;
  };
  EXPECT_EQ(came("21:50"), 12 * 60 - 10);
  EXPECT_EQ(came("00:30"), 14 * 60 + 30);
}

TEST(BroughtBackRows, HaveTheLineOfATimeThatNoClockShowed) {
  scheduling::v1::Session night = evening();
  night.set_local_start("2021-03-28T01:00");
  night.set_time_zone("Europe/Sofia");
  const auto skipped = scans_of({{7, kAnna, "03:30"}}, night, {});
  ASSERT_FALSE(skipped);
  EXPECT_EQ(skipped.error().reason, "LOCAL_TIME_SKIPPED");
  EXPECT_EQ(skipped.error().message.find("Line 7: "), 0U) << skipped.error().message;
}

TEST(BroughtBackRows, AreRefusedInTheLanguage) {
  const auto refused = scans_of({{2, kAnna, "нет"}}, evening(), {}, round_folder::Wording("ru"));
  EXPECT_EQ(refused.error().message.find("Строка 2: \"нет\" — не время"), 0U) << refused.error().message;
}

TEST(BroughtBackRows, AreOfThoseWhoCame) {
  const auto scans = scans_of({{2, kAnna, ""}, {3, kBoris, "x"}}, evening(), {});
  ASSERT_TRUE(scans);
  ASSERT_EQ(scans->size(), 1U);
  EXPECT_EQ(scans->front().person_id(), kBoris);
}

// Somebody came whom nobody expected, and stands below the others with a name alone.
TEST(BroughtBackRows, ThatNameNobodyKeepNobodyElseWaiting) {
  const std::vector<BroughtBack> rows = {
      {2, kAnna, "x"}, {3, "", "x"}, {4, "", ""}, {5, kBoris, "10:03"}, {6, "", "no"}};
  const auto scans = scans_of(rows, evening(), {});
  ASSERT_TRUE(scans) << scans.error().message;
  EXPECT_EQ(scans->size(), 2U);
  EXPECT_EQ(lines_without_person(rows), (std::vector<std::int64_t>{3, 6}));
}

TEST(BroughtBackRows, NamePeopleByTheKeysOfAList) {
  const auto scans = scans_of({{2, "b-1", "x"}}, evening(), {{"b-1", kBoris}});
  ASSERT_TRUE(scans);
  EXPECT_EQ(scans->front().person_id(), kBoris);
  const auto unknown = scans_of({{2, "b-1", "x"}, {3, "b-2", "x"}}, evening(), {{"b-1", kBoris}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().reason, "KEY_UNKNOWN");
  EXPECT_EQ(unknown.error().message.find("Line 3: \"b-2\""), 0U);
}

TEST(BroughtBackRows, AreTheSameScansEachTime) {
  const auto ids = [](const std::string& person, const std::string& came) {
    return scans_of({{2, person, came}}, evening(), {}).value().front().check_in_id();
  };
  EXPECT_EQ(ids(kAnna, "10:00"), ids(kAnna, "x"));
  EXPECT_NE(ids(kAnna, "10:00"), ids(kAnna, "10:01"));
  EXPECT_NE(ids(kAnna, "10:00"), ids(kBoris, "10:00"));
}

}  // namespace
}  // namespace opora::tool
