#include "platform/lane/gather.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/programmes.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddProjectResponse> add_project(Transaction& tx, const v1::AddProjectRequest& request) {
  Project project = from_proto(request);
  TRY(found, gather(tx, one<Programme>(project.programme), maybe<Project>(project.id)));
  auto& [programme, known] = found;
  TRY(events, decide(known, project));
  if (!events.empty()) tx.save(std::move(project));
  tx.emit(events);
  return v1::AddProjectResponse();
}

}  // namespace opora::scheduling
