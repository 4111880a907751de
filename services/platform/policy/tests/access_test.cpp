// Tables of who is let in: a row is a rule.
#include "platform/policy/access.h"

#include <gtest/gtest.h>

#include "platform/policy/policies.h"
#include "platform/policy/roles.h"

namespace opora {
namespace {

using namespace network::v1;
using options::v1::Policy;

struct GrantRow {
  Role role;
  const char* within = "";
};

Policy policy_of_grants(std::initializer_list<GrantRow> rows) {
  Policy policy;
  for (const auto& row : rows) {
    auto* grant = policy.add_grants();
    grant->set_role(row.role);
    grant->set_within(row.within);
  }
  return policy;
}

struct DecisionCase {
  const char* rule;
  std::initializer_list<GrantRow> grants;
  Caller caller;
  bool allowed;
  std::size_t to_check;
};

TEST(Access, DecidesBeforeItIsKnownWhereThingsLie) {
  const Caller coordinator{"c", ROLE_COORDINATOR, {{"region", {"north"}}}};
  const GrantRow regional{ROLE_COORDINATOR, "region"};
  const DecisionCase cases[] = {
      {"a role granted without limit is let in", {{ROLE_OPERATOR}}, {"o", ROLE_OPERATOR}, true, 0},
      {"another role is not", {{ROLE_OPERATOR}}, {"c", ROLE_COORDINATOR}, false, 0},
      {"no role is never let in, even if granted", {{ROLE_UNSPECIFIED}}, {"x", ROLE_UNSPECIFIED}, false, 0},
      {"nobody is let in where nothing is granted", {}, {"a", ROLE_ADMINISTRATOR}, false, 0},
      {"a limited grant is to be checked", {regional}, coordinator, false, 1},
      {"each limited grant of the role is", {regional, {ROLE_ADMINISTRATOR}, regional}, coordinator, false, 2},
      {"a coordinator without regions has nothing to check", {regional}, {"c", ROLE_COORDINATOR}, false, 0},
      {"nor one whose list of them is empty", {regional}, {"c", ROLE_COORDINATOR, {{"region", {}}}}, false, 0},
      {"an unlimited grant wins over a limited one", {regional, {ROLE_COORDINATOR}}, coordinator, true, 0},
      {"a scope of another name is none", {{ROLE_COORDINATOR, "session"}}, coordinator, false, 0},
  };
  for (const auto& c : cases) {
    const Policy policy = policy_of_grants(c.grants);
    const auto decision = decide_access(policy, c.caller);
    EXPECT_EQ(decision.allowed, c.allowed) << c.rule;
    EXPECT_EQ(decision.to_check.size(), c.to_check) << c.rule;
  }
}

Caller of(Role role, ScopeIds scopes = {}) { return {"somebody", role, std::move(scopes)}; }
Scope in(ScopeIds ids) { return {std::move(ids)}; }

TEST(Access, ComparesScopes) {
  const GrantRow region{ROLE_COORDINATOR, "region"};
  const GrantRow organisation{ROLE_ORGANISATION, "organisation"};
  const Caller north = of(ROLE_COORDINATOR, {{"region", {"north"}}});
  const Caller ours = of(ROLE_ORGANISATION, {{"organisation", {"ours"}}});
  struct Case {
    const char* rule;
    GrantRow grant;
    Caller caller;
    Scope scope;
    bool matches;
  };
  const Case cases[] = {
      {"one of the regions", region, of(ROLE_COORDINATOR, {{"region", {"north", "south"}}}),
       in({{"region", {"south"}}}), true},
      {"a thing in several regions", region, north, in({{"region", {"south", "north"}}}), true},
      {"and in none of theirs", region, north, in({{"region", {"south", "east"}}}), false},
      {"another region", region, north, in({{"region", {"south"}}}), false},
      {"a thing in no region", region, of(ROLE_COORDINATOR, {{"region", {"north", ""}}}), in({{"region", {""}}}),
       false},
      {"a thing that lies nowhere", region, north, in({}), false},
      {"another role in the region", region, of(ROLE_FACILITATOR, {{"region", {"north"}}}), in({{"region", {"north"}}}),
       false},
      {"its own organisation", organisation, ours, in({{"organisation", {"ours"}}}), true},
      {"another organisation", organisation, ours, in({{"organisation", {"theirs"}}}), false},
      {"no organisation on either side", organisation, of(ROLE_ORGANISATION), in({}), false},
      {"the same id in another scope", organisation, ours, in({{"region", {"ours"}}}), false},
      {"and of another scope", organisation, of(ROLE_ORGANISATION, {{"region", {"ours"}}}),
       in({{"organisation", {"ours"}}}), false},
      {"no role", {ROLE_UNSPECIFIED, "region"}, of(ROLE_UNSPECIFIED, {{"region", {"north"}}}),
       in({{"region", {"north"}}}), false},
  };
  for (const auto& c : cases) {
    const Policy policy = policy_of_grants({c.grant});
    EXPECT_EQ(scope_matches(policy.grants(0), c.caller, c.scope), c.matches) << c.rule;
  }
}

TEST(Access, WaitsForAScopeOnlyWhereTheContractSaysSo) {
  const Caller coordinator = of(ROLE_COORDINATOR, {{"region", {"north"}}, {"session", {"s1"}}});
  const Scope unknown{{{"session", {"s2"}}}, {"region"}};
  const GrantRow region{ROLE_COORDINATOR, "region"}, session{ROLE_COORDINATOR, "session"};
  struct Case {
    const char* rule;
    GrantRow grant;
    bool before_known;
    Caller caller;
    Scope scope;
    bool may;
  };
  const Case cases[] = {
      {"not known yet", region, true, coordinator, unknown, true},
      {"known to lie in no region", region, true, coordinator, in({}), false},
      {"in another region", region, true, coordinator, in({{"region", {"south"}}}), false},
      {"a grant that doesn't wait", region, false, coordinator, unknown, false},
      {"a scope in which it is known to lie elsewhere", session, true, coordinator, unknown, false},
      {"another role", region, true, of(ROLE_FACILITATOR, {{"region", {"north"}}}), unknown, false},
      {"of no region", region, true, of(ROLE_COORDINATOR), unknown, false},
  };
  for (const Case& c : cases) {
    Policy policy = policy_of_grants({c.grant});
    policy.mutable_grants(0)->set_before_known(c.before_known);
    EXPECT_EQ(scope_may_match(policy.grants(0), c.caller, c.scope), c.may) << c.rule;
    EXPECT_FALSE(scope_matches(policy.grants(0), c.caller, c.scope)) << c.rule;
  }
}

TEST(Access, ADenialIsInThePolicysWordsForTheRole) {
  Policy door = policy_of_grants({{ROLE_COORDINATOR, "region"}, {ROLE_FACILITATOR, "session"}});
  const Caller at_door = of(ROLE_FACILITATOR, {{"session", {"s1", "s2"}}});
  EXPECT_EQ(denied(door, at_door).message, denied(door).message) << "without words of its own";
  door.mutable_grants(1)->set_otherwise("Your access is for {ids}. Open that door.");
  EXPECT_EQ(denied(door, at_door).reason, "PERMISSION_DENIED");
  EXPECT_EQ(denied(door, at_door).message, "Your access is for s1, s2. Open that door.");
  EXPECT_EQ(denied(door, of(ROLE_FACILITATOR)).message, denied(door).message) << "of no door";
  EXPECT_EQ(denied(door, of(ROLE_COORDINATOR, {{"region", {"north"}}})).message, denied(door).message);
}

TEST(Access, ADenialNamesWhoIsLetIn) {
  const Error error = denied(
      policy_of_grants({{ROLE_ADMINISTRATOR}, {ROLE_COORDINATOR, "region"}, {ROLE_ORGANISATION, "organisation"}}));
  EXPECT_EQ(error.code, Code::denied);
  EXPECT_EQ(error.reason, "PERMISSION_DENIED");
  EXPECT_EQ(error.message,
            "This may be done by: administrator, coordinator of its region, organisation itself. The token presented "
            "says otherwise.");
}

TEST(Roles, HaveTheNamesOfTheirContract) {
  EXPECT_EQ(role_name(ROLE_COORDINATOR), "coordinator");
  EXPECT_EQ(role_named("coordinator"), ROLE_COORDINATOR);
  for (const char* wrong : {"", "unspecified", "Coordinator", "ROLE_COORDINATOR", "boss"})
    EXPECT_FALSE(role_named(wrong)) << wrong;
  EXPECT_EQ(role_names().size(), static_cast<std::size_t>(Role_descriptor()->value_count() - 1));
  EXPECT_EQ(role_names().front(), "administrator");
}

// A contract of one method, which names a policy, and defines another.
class PolicyOf : public ::testing::Test {
 protected:
  std::string reason_for(const std::string& named, const std::string& defined) {
    google::protobuf::FileDescriptorProto file;
    file.set_name(named + "_" + defined + ".proto");
    file.add_message_type()->set_name("M");
    auto* policy = file.mutable_options()->AddExtension(options::v1::policy);
    policy->set_name(defined);
    policy->add_grants()->set_role(ROLE_OPERATOR);
    auto* service = file.add_service();
    service->set_name("S");
    auto* method = service->add_method();
    method->set_name("Go");
    method->set_input_type("M");
    method->set_output_type("M");
    if (!named.empty()) method->mutable_options()->MutableExtension(options::v1::access)->set_policy(named);
    google::protobuf::DescriptorPool pool(google::protobuf::DescriptorPool::generated_pool());
    const auto found = policy_of(pool.BuildFile(file)->service(0)->method(0));
    if (!found) return found.error().message;
    return (*found)->name() + " of " + role_name((*found)->grants(0).role());
  }
};

TEST_F(PolicyOf, AMethodIsTheOneThatItNames) {
  EXPECT_EQ(reason_for("operator", "operator"), "operator of operator");
  EXPECT_NE(reason_for("opreator", "operator").find("S.Go names the policy \"opreator\""), std::string::npos);
  EXPECT_NE(reason_for("", "operator").find("S.Go has no policy"), std::string::npos);
}

}  // namespace
}  // namespace opora
