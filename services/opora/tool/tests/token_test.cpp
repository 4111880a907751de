// Who a token is issued for, and for how long.
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "opora/tool/token.h"
#include "platform/clock/clock.h"
#include "platform/policy/key_folder.h"

namespace opora::tool {
namespace {

constexpr const char* kId = "0190a5b0-0000-7000-8000-000000000001";

struct Case {
  std::string rule;
  TokenOptions options;
  std::string expected;  // the reason, or empty
};

void PrintTo(const Case& row, std::ostream* out) { *out << row.rule; }

class CallerOf : public testing::TestWithParam<Case> {};

TEST_P(CallerOf, KeepsToTheRolesScope) {
  const auto caller = caller_of(GetParam().options);
  EXPECT_EQ(caller ? "" : caller.error().reason, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, CallerOf,
    testing::Values(Case{"administrator", {.role = "administrator"}, ""},
                    Case{"coordinator", {.role = "coordinator", .regions = {kId}}, ""},
                    Case{"coordinator_of_nothing", {.role = "coordinator"}, "SCOPE_MISSING"},
                    Case{"organisation", {.role = "organisation", .organisation = kId}, ""},
                    Case{"organisation_unnamed", {.role = "organisation"}, "SCOPE_MISSING"},
                    Case{"facilitator", {.role = "facilitator", .sessions = {kId, kId}}, ""},
                    Case{"facilitator_with_region",
                         {.role = "facilitator", .regions = {kId}, .sessions = {kId}},
                         "SCOPE_UNEXPECTED"},
                    Case{"no_uuid", {.role = "facilitator", .sessions = {"door"}}, "SCOPE_MALFORMED"},
                    Case{"named_as_its_role", {.role = "operator", .subject = "operator"}, "SUBJECT_IS_ROLE"},
                    Case{"unknown", {.role = "boss"}, "UNKNOWN_ROLE"},
                    Case{"unspecified", {.role = "unspecified"}, "UNKNOWN_ROLE"}),
    [](const auto& test) { return test.param.rule; });

TEST(CallerOfNoName, IsAnAccountOfItsOwn) {
  const auto one = caller_of({.role = "operator"}), other = caller_of({.role = "operator"});
  ASSERT_TRUE(one && other);
  EXPECT_TRUE(one->subject.starts_with("operator-")) << one->subject;
  EXPECT_NE(one->subject, other->subject);
  EXPECT_EQ(caller_of({.role = "operator", .subject = "night shift"})->subject, "night shift");
}

TEST(Lifetime, IsANumberAndAUnit) {
  using namespace std::chrono_literals;
  EXPECT_EQ(*lifetime_of("90s"), 90s);
  EXPECT_EQ(*lifetime_of("15m"), 15min);
  EXPECT_EQ(*lifetime_of("8h"), 8h);
  EXPECT_EQ(*lifetime_of("366d"), 24h * 366);
  for (const char* wrong : {"", "8", "h", "0h", "-1h", "8w", "1.5h", "367d", "99999999999999999999s"}) {
    EXPECT_FALSE(lifetime_of(wrong)) << wrong;
  }
}

TEST(IssueToken, NeedsKeysThatThePlatformMade) {
  const auto data = std::filesystem::temp_directory_path() / ("opora-token-" + std::to_string(getpid()));
  const Caller caller{"somebody", options::v1::ROLE_OPERATOR, {}, {}, {}};
  const auto without = issue_token(data.string(), caller, std::chrono::hours(1));
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().reason, "KEYS_NOT_FOUND");
  EXPECT_FALSE(std::filesystem::exists(data));

  std::filesystem::create_directories(data);
  const auto keys = KeyFolder::open(data / "keys");
  ASSERT_TRUE(keys);
  const auto issued = issue_token(data.string(), caller, std::chrono::hours(1));
  ASSERT_TRUE(issued);
  const auto verified = (*keys)->verify(*issued, SystemClock().now());
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->subject, "somebody");
  EXPECT_EQ(verified->role, options::v1::ROLE_OPERATOR);
  std::filesystem::remove_all(data);
}

}  // namespace
}  // namespace opora::tool
