// Each role's right to call each method, as the platform decides it by the contracts, against the page that states it.
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "contracts.h"
#include "platform/policy/access.h"
#include "platform/policy/policies.h"
#include "platform/policy/roles.h"

namespace opora::contract {
namespace {

using options::v1::Grant;
using options::v1::Policy;

constexpr const char* kTheirs = "theirs";

// A token that reaches something of everything that the policy is limited to.
Caller caller_of(const std::string& role, const Policy& policy) {
  Caller caller{"somebody", *role_named(role)};
  for (const Grant& grant : policy.grants())
    if (!grant.within().empty()) caller.scopes[grant.within()] = {kTheirs};
  return caller;
}

std::string limit_of(const Grant& grant, const Caller& caller, const std::string& of) {
  const std::string& scope = grant.within();
  EXPECT_TRUE(scope_matches(grant, caller, {{{scope, {"others", kTheirs}}}}));
  EXPECT_FALSE(scope_matches(grant, caller, {{{scope, {"others"}}}}));
  EXPECT_FALSE(scope_matches(grant, caller, {}));
  const bool may_wait = scope_may_match(grant, caller, {{}, {scope}});
  return " within " + scope + " of " + of + (may_wait ? ", before it is known too" : "");
}

std::string line_of(const google::protobuf::MethodDescriptor* method) {
  const bool is_sealed = method->options().GetExtension(options::v1::sealed);
  if (is_sealed && method->options().GetExtension(options::v1::access).policy().empty()) return "sealed: anybody";
  const auto policy = policy_of(method);
  if (!policy) return policy.error().message;
  const std::string& of = method->options().GetExtension(options::v1::access).of();
  std::string line;
  const auto add = [&](const std::string& what) { line += (line.empty() ? "" : "; ") + what; };
  for (const std::string& role : role_names()) {
    const Caller caller = caller_of(role, **policy);
    const AccessDecision decision = decide_access(**policy, caller);
    if (decision.allowed) add(role);
    for (const Grant* grant : decision.to_check) add(role + limit_of(*grant, caller, of));
  }
  return is_sealed ? "sealed: " + line : line;
}

using Lines = std::map<std::string, std::string>;

Lines lines_of(const Contracts& contracts) {
  Lines lines;
  for (const auto* file : contracts.files()) {
    if (file->package().starts_with("opora.testing.")) continue;  // no program has them
    for (int s = 0; s < file->service_count(); ++s)
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        const auto* method = file->service(s)->method(m);
        lines[method->service()->full_name() + "/" + method->name()] = line_of(method);
      }
  }
  return lines;
}

// What has to be changed in the page, so that it says of each method what is decided, and no more.
std::vector<std::string> corrections_of(std::istream& page, Lines decided) {
  std::vector<std::string> corrections;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with('#')) continue;
    const auto method = decided.extract(line.substr(0, line.find(": ")));
    if (!method)
      corrections.push_back("remove: " + line);
    else if (line != method.key() + ": " + method.mapped())
      corrections.push_back("instead of: " + line + "\n     write: " + method.key() + ": " + method.mapped());
  }
  for (const auto& [method, line] : decided) corrections.push_back("add: " + method + ": " + line);
  return corrections;
}

TEST(AccessPage, SaysWhatThePlatformDecides) {
  const Lines decided = lines_of(Contracts(files_below(OPORA_PROTO_FOLDER)));
  EXPECT_GE(decided.size(), 42U);
  std::ifstream page(OPORA_ACCESS_PAGE);
  for (const std::string& each : corrections_of(page, decided)) ADD_FAILURE() << "tests/contract/access.txt: " << each;
}

TEST(AccessPage, IsComparedBothWays) {
  std::istringstream page("# Who may call what.\na/Same: operator\na/Other: operator\na/Gone: operator\n");
  const Lines decided{{"a/Same", "operator"}, {"a/Other", "administrator"}, {"a/New", "service"}};
  EXPECT_EQ(corrections_of(page, decided),
            (std::vector<std::string>{"instead of: a/Other: operator\n     write: a/Other: administrator",
                                      "remove: a/Gone: operator", "add: a/New: service"}));
}

}  // namespace
}  // namespace opora::contract
