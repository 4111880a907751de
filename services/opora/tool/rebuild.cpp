#include "opora/tool/rebuild.h"

#include <algorithm>
#include <deque>

#include "opora/tool/say.h"
#include "platform/lane/consumed.h"

namespace opora::tool {

Result<void> rebuild(const Databases& databases, const std::string& name, std::span<const Service> services) {
  TRY(service, service_of(services, name));
  if (service->read_models.empty())
    return refuse(Code::conflict, "READS_NO_LOG",
                  name + " owns all that it holds, and no log could tell it again: only who reads others' logs is "
                         "rebuilt.");
  // A connection knows statements by where they are, so these outlive it.
  std::deque<std::string> texts;
  std::deque<Statement> statements;
  const auto add = [&](const std::string& table) {
    statements.emplace_back(texts.emplace_back("DELETE FROM " + table).c_str());
  };
  std::ranges::for_each(service->read_models, add);
  std::ranges::for_each(kTablesOfOthersLogs, add);
  TRY_DO(change_stopped(databases, *service, [&](Sql& sql) -> Result<void> {
    for (const Statement& each : statements) sql.execute(each);
    return {};
  }));
  say(name + " has forgotten what others told it" + (service->event ? ", and keeps what it decided" : "") +
      ". Start it: it reads all logs from their beginning and is ready when it has caught up.");
  return {};
}

}  // namespace opora::tool
