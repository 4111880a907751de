// The decisions alone, without a service around them: a row is a rule.
#include <gtest/gtest.h>

#include "scheduling/domain/programmes.h"
#include "scheduling/domain/publish_session.h"
#include "scheduling/domain/sessions.h"

namespace opora::scheduling {
namespace {

constexpr Instant kStart{1'000'000'000'000'000};

Session an_hour_from_start(bool published) {
  Session session;
  session.plan.id = {"session"};
  session.plan.duration = std::chrono::minutes(60);
  session.starts_at = kStart;
  session.published = published;
  return session;
}

std::optional<Booking> booked(int from_minute, int to_minute) {
  return Booking{kStart + std::chrono::minutes(from_minute), kStart + std::chrono::minutes(to_minute)};
}

struct PublishCase {
  const char* rule;
  bool published;
  std::optional<Booking> last_before_end;
  std::size_t event_count;
  const char* reason;
};
const PublishCase kPublishCases[] = {
    {"nobody was there before", false, std::nullopt, 1, ""},
    {"it ended long before", false, booked(-120, -60), 1, ""},
    {"it ends as this starts", false, booked(-60, 0), 1, ""},
    {"it ends a minute into this", false, booked(-60, 1), 0, "ROOM_DOUBLE_BOOKED"},
    {"the same hour", false, booked(0, 60), 0, "ROOM_DOUBLE_BOOKED"},
    {"it starts in this one's last minute", false, booked(59, 120), 0, "ROOM_DOUBLE_BOOKED"},
    {"it lasts all day", false, booked(-600, 600), 0, "ROOM_DOUBLE_BOOKED"},
    {"published already, so the last one is itself", true, booked(0, 60), 0, ""},
};

TEST(Decisions, ARoomIsForOnePublishedSessionAtATime) {
  const Site site{{"site"}, {"region"}, {}, "Etc/UTC"};
  const Round round{.regions = {site.region}};
  for (const PublishCase& row : kPublishCases) {
    const Session session = an_hour_from_start(row.published);
    const auto events = decide({round, site, row.last_before_end}, session, ActsFor::region);
    EXPECT_EQ(events ? "" : events.error().reason, row.reason) << row.rule;
    if (!events) continue;
    ASSERT_EQ(events->size(), row.event_count) << row.rule;
    for (const Event& event : *events) EXPECT_EQ(std::get<SessionPublished>(event).region, site.region) << row.rule;
    EXPECT_TRUE(fold(session, *events).published) << row.rule;
  }
}

TEST(Decisions, ASessionOfBeforeIsPublishedInARegionOfTheRounds) {
  const Site site{{"site"}, {"region"}, {}, "Etc/UTC"};
  const Round elsewhere{.regions = {{"other"}}}, nowhere{};
  const auto reason = [&](const Round& round, ActsFor planner, bool published) {
    const auto events = decide({round, site, std::nullopt}, an_hour_from_start(published), planner);
    return events ? "" : events.error().reason;
  };
  EXPECT_EQ(reason(elsewhere, ActsFor::region, false), "ROOM_OUTSIDE_ROUND");
  EXPECT_EQ(reason(elsewhere, ActsFor::network, false), "ROOM_OUTSIDE_ROUND");
  EXPECT_EQ(reason(elsewhere, ActsFor::region, true), "") << "it is public already";
  EXPECT_EQ(reason(nowhere, ActsFor::region, false), "ROOM_OUTSIDE_ROUND");
  EXPECT_EQ(reason(nowhere, ActsFor::network, false), "");
}

TEST(Decisions, ARoundHasABoundedNumberOfRegions) {
  Round round{.regions = {{"first"}}};
  std::vector<Region> existing;
  std::set<RegionId> more;
  for (std::size_t i = 1; i < kRegionsOfRoundMax; ++i) {
    existing.push_back({{"r" + std::to_string(i)}, {}, {}});
    more.insert(existing.back().id);
  }
  EXPECT_EQ(fold(round, add_regions(round, more, existing).value()).regions.size(), kRegionsOfRoundMax);
  existing.push_back({{"one more"}, {}, {}});
  more.insert(existing.back().id);
  EXPECT_EQ(add_regions(round, more, existing).error().reason, "TOO_MANY_REGIONS");
}

struct TextCase {
  const char* rule;
  std::map<std::string, std::string> by_language;
  bool accepted;
};
const TextCase kTextCases[] = {
    {"one language", {{"bg", "Опора"}}, true},
    {"several", {{"en", "Support"}, {"kk", "Тірек"}}, true},
    {"none", {}, false},
    {"an empty text", {{"en", ""}}, false},
    {"blanks beside words", {{"en", "Support"}, {"ru", " \t"}}, false},
    {"what nobody can see", {{"en", "\u200b"}}, false},
    {"signs", {{"en", "-"}}, false},
    {"a room's number", {{"en", "203"}}, true},
    {"no language", {{"", "Support"}}, false},
};

TEST(Decisions, TextSaysSomethingInEachLanguageItHas) {
  for (const TextCase& row : kTextCases) {
    const auto checked = require_text({row.by_language}, "name");
    EXPECT_EQ(checked.has_value(), row.accepted) << row.rule;
    if (checked) continue;
    EXPECT_EQ(checked.error().reason, "TEXT_MISSING") << row.rule;
    ASSERT_EQ(checked.error().fields.size(), 1u) << row.rule;
    EXPECT_EQ(checked.error().fields[0].field, "name") << row.rule;
  }
}

TEST(Decisions, AddingTheSameAgainIsNoNews) {
  const Programme programme{{"p"}, {{{"en", "Care"}}}};
  const Programme other{{"p"}, {{{"en", "Cure"}}}};
  EXPECT_EQ(decide(std::nullopt, programme).value(), Events{ProgrammeAdded{programme}});
  EXPECT_EQ(decide(programme, programme).value(), Events{});
  EXPECT_EQ(decide(programme, other).error().reason, "ID_TAKEN");
}

}  // namespace
}  // namespace opora::scheduling
