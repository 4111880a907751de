#include "scheduling/domain/rename_thing.h"

#include "scheduling/domain/sessions.h"

namespace opora::scheduling {

Result<Events> decide(const LocalizedText& former_name, const RenameThing& command) {
  TRY_DO(require_text(command.name, "name"));
  if (command.name == former_name) return Events{};
  return Events{ThingRenamed{command.kind, command.id, command.name, former_name, 0, command.reason}};
}

Result<CorrectedSession> decide(const Session& session, const RenameThing& command) {
  TRY_DO(check_not_cancelled(session));
  TRY_DO(require_text(command.name, "name"));
  Session renamed = session;
  renamed.plan.title = command.name;
  return corrected(session, std::move(renamed), [&](const Session& changed) {
    return ThingRenamed{command.kind, command.id, command.name, session.plan.title, changed.version, command.reason};
  });
}

}  // namespace opora::scheduling
