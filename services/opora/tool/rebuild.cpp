#include "opora/tool/rebuild.h"

#include <algorithm>
#include <deque>
#include <iostream>
#include <iterator>

namespace opora::tool {
namespace {

// How far it has come, and what could not be applied: with its read models, all that it knows of others' logs.
constexpr const char* kOfOthersLogs[] = {"consumed", "parked", "skipped"};

bool owns_facts(const Service& service) {
  const auto decides = [](const Handler& each) {
    return each.kind() == Handler::Kind::command || each.kind() == Handler::Kind::timer;
  };
  return service.event != nullptr || std::any_of(service.handlers.begin(), service.handlers.end(), decides);
}

}  // namespace

Result<void> rebuild(const Databases& databases, const std::string& name, std::span<const Service> services) {
  TRY(service, service_of(services, name));
  if (owns_facts(*service))
    return refuse(Code::conflict, "OWNS_FACTS",
                  name + " owns facts that no log could tell it again: only who merely reads others' logs is rebuilt.");
  // A connection knows statements by where they are, so these outlive it.
  std::deque<std::string> texts;
  std::deque<Statement> statements;
  const auto add = [&](const std::string& table) {
    statements.emplace_back(texts.emplace_back("DELETE FROM " + table).c_str());
  };
  std::for_each(service->read_models.begin(), service->read_models.end(), add);
  std::for_each(std::begin(kOfOthersLogs), std::end(kOfOthersLogs), add);
  TRY_DO(change_stopped(databases, *service, [&](Sql& sql) -> Result<void> {
    for (const Statement& each : statements) sql.execute(each);
    return {};
  }));
  std::cout << name << " is empty. Start it: it reads all logs from their beginning and is ready when it has caught up."
            << std::endl;
  return {};
}

}  // namespace opora::tool
