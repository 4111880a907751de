#include "opora/tool/token.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>

#include "opora/options/v1/options.pb.h"
#include "opora/tool/say.h"
#include "platform/clock/clock.h"
#include "platform/ids/ids.h"
#include "platform/policy/key_folder.h"
#include "platform/policy/roles.h"

namespace opora::tool {
namespace {

using network::v1::Role;

constexpr std::chrono::hours kLifetimeMax{366 * 24};

std::string listed(const auto& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

Result<Role> role_of(const std::string& name) {
  if (const auto role = role_named(name)) return *role;
  return refuse(Code::invalid, "UNKNOWN_ROLE", "Roles are " + listed(role_names()) + ": name one of them.");
}

// Of nobody else: callers are told apart, limited and remembered by it.
std::string new_account(const std::string& role) {
  const std::string id = IdSource().next(SystemClock().now());
  return role + "-" + id.substr(id.size() - 12);
}

std::set<std::string> known_scopes(const std::vector<Service>& services) {
  std::set<std::string> known;
  for (const Service& service : services)
    for (const auto& [field, scope_of] : service.scopes) known.insert(scope_of.scopes.begin(), scope_of.scopes.end());
  return known;
}

// What the policies of a contract's file grant.
std::vector<options::v1::Grant> grants_in(const std::string& contract) {
  std::vector<options::v1::Grant> grants;
  const auto* service = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(contract);
  const auto& file = service->file()->options();
  for (int i = 0; i < file.ExtensionSize(options::v1::policy); ++i) {
    const auto& policy = file.GetExtension(options::v1::policy, i);
    grants.insert(grants.end(), policy.grants().begin(), policy.grants().end());
  }
  return grants;
}

// Those within which the services' contracts grant the role anything.
std::set<std::string> limits_of(Role role, const std::vector<Service>& services) {
  std::set<std::string> limits;
  for (const Service& service : services)
    for (const std::string& contract : service.contracts)
      for (const auto& grant : grants_in(contract))
        if (grant.role() == role && !grant.within().empty()) limits.insert(grant.within());
  return limits;
}

Result<ScopeIds> scopes_in(const std::vector<std::string>& texts, const std::set<std::string>& known) {
  ScopeIds scopes;
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    const std::string name = text.substr(0, equals);
    if (equals == std::string::npos || !is_uuid(text.substr(equals + 1)))
      return refuse(Code::invalid, "SCOPE_MALFORMED",
                    "--scope takes a name and an id of 36 characters, NAME=ID; names are " + listed(known) + ".");
    if (!known.contains(name))
      return refuse(Code::invalid, "UNKNOWN_SCOPE", "No service knows that scope. There are " + listed(known) + ".");
    scopes[name].push_back(text.substr(equals + 1));
  }
  return scopes;
}

// A role that is limited needs a scope, and one that limits others says nothing of it.
Result<void> check_scopes(const ScopeIds& scopes, const std::string& role, const std::set<std::string>& limits) {
  if (!limits.empty() && scopes.empty())
    return refuse(Code::invalid, "SCOPE_MISSING",
                  "The role " + role + " reaches only what a scope of it names: add --scope with " + listed(limits) +
                      " and an id.");
  for (const auto& [name, ids] : scopes)
    if (!limits.contains(name))
      return refuse(Code::invalid, "SCOPE_UNEXPECTED",
                    "The role " + role + " is not limited by " + name + ": leave that scope out.");
  return {};
}

}  // namespace

Result<Caller> caller_of(const TokenOptions& options, const std::vector<Service>& services) {
  TRY(role, role_of(options.role));
  TRY(scopes, scopes_in(options.scopes, known_scopes(services)));
  TRY_DO(check_scopes(scopes, options.role, limits_of(role, services)));
  if (options.subject == options.role)
    return refuse(Code::invalid, "SUBJECT_IS_ROLE",
                  "An account has a name of its own: with a role's, all who have the role would count as one caller.");
  const std::string subject = options.subject.empty() ? new_account(options.role) : options.subject;
  return Caller{subject, role, std::move(scopes)};
}

Result<std::chrono::seconds> lifetime_of(std::string_view text) {
  const auto malformed =
      refuse(Code::invalid, "LIFETIME_MALFORMED", "Write a lifetime of up to a year as 90s, 15m, 8h or 7d.");
  constexpr std::pair<char, std::int64_t> kUnits[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
  if (text.size() < 2) return malformed;
  const auto unit = std::find_if(std::begin(kUnits), std::end(kUnits), [&](auto u) { return u.first == text.back(); });
  std::int64_t count = 0;
  const char* end = text.data() + text.size() - 1;
  const auto [parsed, failure] = std::from_chars(text.data(), end, count);
  if (unit == std::end(kUnits) || failure != std::errc() || parsed != end) return malformed;
  if (count < 1 || count > std::chrono::seconds(kLifetimeMax).count() / unit->second) return malformed;
  return std::chrono::seconds(count * unit->second);
}

Result<std::string> issue_token(const std::string& data, const Caller& caller, std::chrono::seconds lifetime) {
  const std::filesystem::path folder = std::filesystem::path(data) / "keys";
  std::error_code failure;
  const bool is_there = std::filesystem::is_directory(folder, failure);
  if (failure == std::errc::permission_denied)
    return refuse(Code::denied, "KEYS_UNREADABLE",
                  folder.string() +
                      " may not be read by you: be the user that the platform runs as, or set OPORA_TOKEN.");
  if (!is_there) {
    return refuse(Code::not_found, "KEYS_NOT_FOUND",
                  folder.string() +
                      " isn't there: start the platform first, name its data folder with --data, or set OPORA_TOKEN.");
  }
  TRY(keys, KeyFolder::open(folder));
  return keys->issue(caller, lifetime, SystemClock().now());
}

Result<void> token(const std::string& data, const TokenOptions& options, const std::vector<Service>& services) {
  TRY(caller, caller_of(options, services));
  TRY(lifetime, lifetime_of(options.lifetime));
  TRY(issued, issue_token(data, caller, lifetime));
  say(issued);
  return {};
}

}  // namespace opora::tool
