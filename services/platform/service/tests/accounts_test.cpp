// Under what callers are counted and remembered. What is written here stands in databases: it stays.
#include "platform/service/accounts.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace opora {
namespace {

using namespace network::v1;

TEST(Accounts, OfThoseWhoseAnswersWereRememberedBeforeStayTheSame) {
  struct Case {
    Caller caller;
    const char* share;
  };
  const Case cases[] = {
      {{"a", ROLE_ADMINISTRATOR}, "a\n1 "},
      {{"c", ROLE_COORDINATOR, {{"region", {"south", "north"}}}}, "c\n2 south north "},
      {{"o", ROLE_ORGANISATION, {{"organisation", {"ours"}}}}, "o\n3 ours"},
      {{"f", ROLE_FACILITATOR, {{"session", {"s1", "s2"}}}}, "f\n4 s1 s2 "},
      {{"x", ROLE_FACILITATOR, {{"session", {"s"}}, {"region", {"r"}}, {"organisation", {"o"}}}}, "x\n4 r s o"},
  };
  for (const Case& c : cases) EXPECT_EQ(share_of(c.caller), c.share);
}

TEST(Accounts, DifferWhereRightsDo) {
  const ScopeIds scopes[] = {{},
                             {{"region", {"a"}}},
                             {{"organisation", {"a"}}},
                             {{"organisation", {"a", "b"}}},
                             {{"region", {"a"}}, {"organisation", {"b"}}},
                             {{"agreement", {"a"}}},
                             {{"agreement", {"a", "b"}}},
                             {{"project", {"a"}}},
                             {{"agreement", {"a"}}, {"region", {"a"}}}};
  std::set<std::string> accounts;
  for (const ScopeIds& each : scopes) {
    const Caller caller{"somebody", ROLE_ORGANISATION, each};
    EXPECT_TRUE(accounts.insert(account_of(caller, share_of(caller))).second) << share_of(caller);
  }
}

}  // namespace
}  // namespace opora
