#include "opora/tool/token.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>

#include "opora/tool/say.h"
#include "platform/clock/clock.h"
#include "platform/ids/ids.h"
#include "platform/policy/key_folder.h"

namespace opora::tool {
namespace {

using options::v1::Role;

constexpr std::chrono::hours kLifetimeMax{366 * 24};

// "coordinator" is ROLE_COORDINATOR.
Result<Role> role_of(const std::string& name) {
  std::string full = "ROLE_" + name;
  std::transform(full.begin(), full.end(), full.begin(), [](unsigned char c) { return std::toupper(c); });
  Role role{};
  if (!options::v1::Role_Parse(full, &role) || role == options::v1::ROLE_UNSPECIFIED) {
    return refuse(
        Code::invalid, "UNKNOWN_ROLE",
        "Roles are administrator, coordinator, organisation, facilitator, operator and service: name one of them.");
  }
  return role;
}

// Of nobody else: callers are told apart, limited and remembered by it.
std::string new_account(const std::string& role) {
  const std::string id = IdSource().next(SystemClock().now());
  return role + "-" + id.substr(id.size() - 12);
}

// A scope that the role needs, and that no other role has.
Result<void> check_scope(const char* option, const char* role, bool needed, const std::vector<std::string>& ids) {
  if (needed && ids.empty()) {
    return refuse(Code::invalid, "SCOPE_MISSING",
                  std::string("The role ") + role + " reaches only what " + option + " names: add it.");
  }
  if (!needed && !ids.empty()) {
    return refuse(Code::invalid, "SCOPE_UNEXPECTED",
                  std::string(option) + " belongs to the role " + role + ": leave it out.");
  }
  if (!std::all_of(ids.begin(), ids.end(), [](const std::string& id) { return is_uuid(id); })) {
    return refuse(Code::invalid, "SCOPE_MALFORMED", std::string(option) + " takes an id of 36 characters.");
  }
  return {};
}

}  // namespace

Result<Caller> caller_of(const TokenOptions& options) {
  TRY(role, role_of(options.role));
  std::vector<std::string> organisations;
  if (!options.organisation.empty()) organisations.push_back(options.organisation);
  TRY_DO(check_scope("--region", "coordinator", role == options::v1::ROLE_COORDINATOR, options.regions));
  TRY_DO(check_scope("--organisation", "organisation", role == options::v1::ROLE_ORGANISATION, organisations));
  TRY_DO(check_scope("--session", "facilitator", role == options::v1::ROLE_FACILITATOR, options.sessions));
  if (options.subject == options.role)
    return refuse(Code::invalid, "SUBJECT_IS_ROLE",
                  "An account has a name of its own: with a role's, all who have the role would count as one caller.");
  const std::string subject = options.subject.empty() ? new_account(options.role) : options.subject;
  return Caller{subject, role, options.regions, options.organisation, options.sessions};
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

Result<void> token(const std::string& data, const TokenOptions& options) {
  TRY(caller, caller_of(options));
  TRY(lifetime, lifetime_of(options.lifetime));
  TRY(issued, issue_token(data, caller, lifetime));
  say(issued);
  return {};
}

}  // namespace opora::tool
