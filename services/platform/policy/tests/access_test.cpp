// Tables of who is let in: a row is a rule.
#include "platform/policy/access.h"

#include <gtest/gtest.h>

namespace opora {
namespace {

using namespace options::v1;

struct GrantRow {
  Role role;
  Within within = WITHIN_UNSPECIFIED;
  const char* of = "";
};

Access access_of(std::initializer_list<GrantRow> rows) {
  Access access;
  for (const auto& row : rows) {
    auto* grant = access.add_grants();
    grant->set_role(row.role);
    grant->set_within(row.within);
    grant->set_of(row.of);
  }
  return access;
}

struct DecisionCase {
  const char* rule;
  std::initializer_list<GrantRow> grants;
  Caller caller;
  bool allowed;
  std::size_t to_check;
};

TEST(Access, DecidesBeforePlacesAreKnown) {
  const Caller coordinator{"c", ROLE_COORDINATOR, {"north"}, "", {}};
  const GrantRow regional{ROLE_COORDINATOR, WITHIN_REGION, "session_id"};
  const DecisionCase cases[] = {
      {"a role granted without limit is let in", {{ROLE_OPERATOR}}, {"o", ROLE_OPERATOR}, true, 0},
      {"another role is not", {{ROLE_OPERATOR}}, {"c", ROLE_COORDINATOR}, false, 0},
      {"no role is never let in, even if granted", {{ROLE_UNSPECIFIED}}, {"x", ROLE_UNSPECIFIED}, false, 0},
      {"nobody is let in where nothing is granted", {}, {"a", ROLE_ADMINISTRATOR}, false, 0},
      {"a limited grant is to be checked", {regional}, coordinator, false, 1},
      {"each limited grant of the role is", {regional, {ROLE_ADMINISTRATOR}, regional}, coordinator, false, 2},
      {"a coordinator without regions has nothing to check", {regional}, {"c", ROLE_COORDINATOR}, false, 0},
      {"an unlimited grant wins over a limited one", {regional, {ROLE_COORDINATOR}}, coordinator, true, 0},
      {"a facilitator without sessions reaches none",
       {{ROLE_FACILITATOR, WITHIN_SESSION, "session_id"}},
       {"f", ROLE_FACILITATOR},
       false,
       0},
  };
  for (const auto& c : cases) {
    const Access access = access_of(c.grants);
    const auto decision = decide_access(access, c.caller);
    EXPECT_EQ(decision.allowed, c.allowed) << c.rule;
    EXPECT_EQ(decision.to_check.size(), c.to_check) << c.rule;
  }
}

struct PlaceCase {
  const char* rule;
  GrantRow grant;
  Caller caller;
  Place place;
  bool matches;
};

TEST(Access, ComparesPlaces) {
  const GrantRow region{ROLE_COORDINATOR, WITHIN_REGION, "x"};
  const GrantRow organisation{ROLE_ORGANISATION, WITHIN_ORGANISATION, "x"};
  const GrantRow session{ROLE_FACILITATOR, WITHIN_SESSION, "x"};
  const PlaceCase cases[] = {
      {"one of the regions", region, {"c", ROLE_COORDINATOR, {"north", "south"}}, {{"south"}, "", ""}, true},
      {"a thing in several regions", region, {"c", ROLE_COORDINATOR, {"north"}}, {{"south", "north"}, "", ""}, true},
      {"and in none of theirs", region, {"c", ROLE_COORDINATOR, {"north"}}, {{"south", "east"}, "", ""}, false},
      {"another region", region, {"c", ROLE_COORDINATOR, {"north"}}, {{"south"}, "", ""}, false},
      {"a thing in no region", region, {"c", ROLE_COORDINATOR, {"north", ""}}, {{""}, "", ""}, false},
      {"another role in the region", region, {"f", ROLE_FACILITATOR, {"north"}}, {{"north"}, "", ""}, false},
      {"its own organisation", organisation, {"o", ROLE_ORGANISATION, {}, "ours"}, {{}, "ours", ""}, true},
      {"another organisation", organisation, {"o", ROLE_ORGANISATION, {}, "ours"}, {{}, "theirs", ""}, false},
      {"no organisation on either side", organisation, {"o", ROLE_ORGANISATION}, {{}, "", ""}, false},
      {"one of the sessions", session, {"f", ROLE_FACILITATOR, {}, "", {"s1", "s2"}}, {{}, "", "s2"}, true},
      {"another session", session, {"f", ROLE_FACILITATOR, {}, "", {"s1"}}, {{}, "", "s2"}, false},
  };
  for (const auto& c : cases) {
    const Access access = access_of({c.grant});
    EXPECT_EQ(place_matches(access.grants(0), c.caller, c.place), c.matches) << c.rule;
  }
}

TEST(Access, WaitsForAPlaceOnlyWhereTheContractSaysSo) {
  const Caller coordinator{"c", ROLE_COORDINATOR, {"north"}};
  const Place unknown{.is_known = false}, nowhere{};
  const GrantRow region{ROLE_COORDINATOR, WITHIN_REGION, "x"}, session{ROLE_COORDINATOR, WITHIN_SESSION, "x"};
  struct Case {
    const char* rule;
    GrantRow grant;
    bool before_known;
    Caller caller;
    Place place;
    bool may;
  };
  const Case cases[] = {
      {"not known yet", region, true, coordinator, unknown, true},
      {"known to lie in no region", region, true, coordinator, nowhere, false},
      {"in another region", region, true, coordinator, {.regions = {"south"}}, false},
      {"a grant that doesn't wait", region, false, coordinator, unknown, false},
      {"one of another kind", session, true, coordinator, unknown, false},
      {"another role", region, true, {"f", ROLE_FACILITATOR, {"north"}}, unknown, false},
      {"of no region", region, true, {"c", ROLE_COORDINATOR}, unknown, false},
  };
  for (const Case& c : cases) {
    Access access = access_of({c.grant});
    access.mutable_grants(0)->set_before_known(c.before_known);
    EXPECT_EQ(place_may_match(access.grants(0), c.caller, c.place), c.may) << c.rule;
    EXPECT_FALSE(place_matches(access.grants(0), c.caller, c.place)) << c.rule;
  }
}

TEST(Access, ADenialAtADoorIsInAFacilitatorsWords) {
  const Access door = access_of({{ROLE_COORDINATOR, WITHIN_REGION, "x"}, {ROLE_FACILITATOR, WITHIN_SESSION, "x"}});
  EXPECT_EQ(denied(door, ROLE_FACILITATOR).reason, "PERMISSION_DENIED");
  EXPECT_EQ(denied(door, ROLE_FACILITATOR).message,
            "Your access is for the door of another session. Open that one, or ask a coordinator for access to this.");
  EXPECT_EQ(denied(door, ROLE_COORDINATOR).message, denied(door).message);
  const Access no_door = access_of({{ROLE_OPERATOR}});
  EXPECT_EQ(denied(no_door, ROLE_FACILITATOR).message, denied(no_door).message);
}

TEST(Access, ADenialNamesWhoIsLetIn) {
  const Error error = denied(access_of({{ROLE_ADMINISTRATOR}, {ROLE_COORDINATOR, WITHIN_REGION, "session_id"}}));
  EXPECT_EQ(error.code, Code::denied);
  EXPECT_EQ(error.reason, "PERMISSION_DENIED");
  EXPECT_NE(error.message.find("administrator"), std::string::npos);
  EXPECT_NE(error.message.find("coordinator of its region"), std::string::npos);
}

}  // namespace
}  // namespace opora
