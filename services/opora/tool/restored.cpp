#include "opora/tool/restored.h"

#include "opora/tool/say.h"
#include "platform/clock/clock.h"
#include "platform/ids/ids.h"
#include "platform/lane/outbox.h"

namespace opora::tool {
namespace {

Result<void> renew(const Databases& databases, const Service& service) {
  const auto no_log = refuse(Code::conflict, "NO_LOG",
                             service.name + " has no log that others could have read: nothing is to be renewed there.");
  if (service.event == nullptr) return no_log;
  SystemClock clock;
  IdSource ids;
  TRY_DO(change_stopped(databases, service, [&](Sql& sql) -> Result<void> {
    if (!renew_epoch(sql, ids.next(clock.now()))) return no_log;
    return {};
  }));
  say(service.name + ": its log has another epoch.");
  return {};
}

}  // namespace

Result<void> restored(const Databases& databases, std::vector<std::string> names, std::span<const Service> services) {
  if (names.empty())
    for (const Service& service : services)
      if (service.event != nullptr) names.push_back(service.name);
  for (const std::string& name : names) {
    TRY(service, service_of(services, name));
    TRY_DO(renew(databases, *service));
  }
  say("Start them. Whoever has read what they hold no more stops with EPOCH_CHANGED and is not ready");
  say("(opora_consumer_stopped is 1): stop it, opora rebuild it, and start it.");
  return {};
}

}  // namespace opora::tool
