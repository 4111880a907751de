// Who a token is issued for, and for how long.
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "opora/all_services/all_services.h"
#include "opora/tool/token.h"
#include "platform/clock/clock.h"
#include "platform/policy/key_folder.h"

namespace opora::tool {
namespace {

const std::string kId = "0190a5b0-0000-7000-8000-000000000001";
const std::string kRegion = "region=" + kId, kOrganisation = "organisation=" + kId, kSession = "session=" + kId;

struct TokenCase {
  std::string rule;
  TokenOptions options;
  std::string expected;  // the reason, or empty
};

void PrintTo(const TokenCase& row, std::ostream* out) { *out << row.rule; }

class CallerOf : public ::testing::TestWithParam<TokenCase> {};

TEST_P(CallerOf, KeepsToTheRolesScope) {
  const auto caller = caller_of(GetParam().options, all_services());
  EXPECT_EQ(caller ? "" : caller.error().reason, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, CallerOf,
    ::testing::Values(TokenCase{"administrator", {.role = "administrator"}, ""},
                    TokenCase{"coordinator", {.role = "coordinator", .scopes = {kRegion, kRegion}}, ""},
                    TokenCase{"coordinator_of_nothing", {.role = "coordinator"}, "SCOPE_MISSING"},
                    TokenCase{"organisation", {.role = "organisation", .scopes = {kOrganisation}}, ""},
                    TokenCase{"organisation_unnamed", {.role = "organisation"}, "SCOPE_MISSING"},
                    TokenCase{"facilitator", {.role = "facilitator", .scopes = {kSession, kSession}}, ""},
                    TokenCase{"facilitator_with_region",
                         {.role = "facilitator", .scopes = {kRegion, kSession}},
                         "SCOPE_UNEXPECTED"},
                    TokenCase{"operator_with_region", {.role = "operator", .scopes = {kRegion}}, "SCOPE_UNEXPECTED"},
                    TokenCase{"no_uuid", {.role = "facilitator", .scopes = {"session=door"}}, "SCOPE_MALFORMED"},
                    TokenCase{"no_name", {.role = "facilitator", .scopes = {kSession.substr(8)}}, "SCOPE_MALFORMED"},
                    TokenCase{"misspelt", {.role = "coordinator", .scopes = {"regoin=" + kId}}, "UNKNOWN_SCOPE"},
                    TokenCase{"named_as_its_role", {.role = "operator", .subject = "operator"}, "SUBJECT_IS_ROLE"},
                    TokenCase{"unknown", {.role = "boss"}, "UNKNOWN_ROLE"},
                    TokenCase{"unspecified", {.role = "unspecified"}, "UNKNOWN_ROLE"}),
    [](const auto& test) { return test.param.rule; });

TEST(CallerOfAScope, HasTheIdsInTheirOrder) {
  const std::string other = "0190a5b0-0000-7000-8000-000000000000";
  const auto caller =
      caller_of({.role = "coordinator", .scopes = {kRegion, "region=" + other}}, all_services());
  ASSERT_TRUE(caller) << caller.error().message;
  EXPECT_EQ(caller->scopes, (ScopeIds{{"region", {kId, other}}}));
}

TEST(CallerOfAScope, ThatNobodyKnowsIsToldWhichThereAre) {
  const auto caller = caller_of({.role = "coordinator", .scopes = {"county=" + kId}}, all_services());
  ASSERT_FALSE(caller);
  for (const char* scope : {"organisation", "region", "session"})
    EXPECT_NE(caller.error().message.find(scope), std::string::npos) << caller.error().message;
  const auto boss = caller_of({.role = "boss"}, all_services());
  EXPECT_NE(boss.error().message.find("administrator, coordinator, "), std::string::npos) << boss.error().message;
}

TEST(CallerOfNoName, IsAnAccountOfItsOwn) {
  const auto services = all_services();
  const auto one = caller_of({.role = "operator"}, services), other = caller_of({.role = "operator"}, services);
  ASSERT_TRUE(one && other);
  EXPECT_TRUE(one->subject.starts_with("operator-")) << one->subject;
  EXPECT_NE(one->subject, other->subject);
  EXPECT_EQ(caller_of({.role = "operator", .subject = "night shift"}, services)->subject, "night shift");
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
  const Caller caller{"somebody", network::v1::ROLE_OPERATOR};
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
  EXPECT_EQ(verified->role, network::v1::ROLE_OPERATOR);
  std::filesystem::remove_all(data);
}

}  // namespace
}  // namespace opora::tool
