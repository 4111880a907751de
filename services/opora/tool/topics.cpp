#include "opora/tool/topics.h"

#include <chrono>
#include <utility>
#include <vector>

#include "opora/tool/say.h"
#include "platform/events/kafka/grants.h"
#include "platform/events/kafka/topics.h"
#include "platform/service/binding.h"

namespace opora::tool {
namespace {

constexpr std::chrono::milliseconds kPatience{30'000};

// Which logs a service reads is in its own table of contents.
Result<std::vector<Grant>> grants_of(const std::string& accounts, std::span<const Service> services) {
  constexpr std::string_view kPlace = "{service}";
  const auto at = accounts.find(kPlace);
  if (at == std::string::npos)
    return refuse(Code::invalid, "ACCOUNTS_SHARED",
                  "--accounts names one user for all services, who could then write each other's topics: put {service} "
                  "where the service's name stands.");
  std::vector<Grant> grants;
  for (const Service& service : services) {
    TRY(binding, Binding::make(service));
    std::string account = accounts;
    account.replace(at, kPlace.size(), service.name);
    grants.push_back({std::move(account), service.name, service.event != nullptr, binding.sources()});
  }
  return grants;
}

void tell(const Grant& grant) {
  std::string line = grant.account + " may";
  if (grant.tells) line += " write " + topic_of(grant.service);
  const char* before = grant.tells ? " and read " : " read ";
  for (const std::string& source : grant.sources) line += std::exchange(before, ", ") + topic_of(source);
  say(line);
}

}  // namespace

Result<void> apply_topics(const TopicsOptions& options, std::span<const Service> services) {
  TRY(topics, read_topics(options.file));
  TRY(kafka, parse_kafka_options(options.servers, options.settings));
  kafka.login = options.login;
  TRY(ours, for_service(kafka, ""));
  std::vector<Grant> grants;
  if (!options.accounts.empty()) {
    TRY(all, grants_of(options.accounts, services));
    grants = std::move(all);
  }
  TRY(applied, opora::apply_topics(ours, topics, kPatience));
  for (const AppliedTopic& topic : applied)
    say(topic.name + (topic.outcome == AppliedTopic::Outcome::created ? " made" : " kept"));
  if (grants.empty()) return {};
  TRY_DO(apply_grants(ours, grants, kPatience));
  for (const Grant& grant : grants) tell(grant);
  return {};
}

}  // namespace opora::tool
