#include "scheduling/handlers/handlers.h"
#include "scheduling/store/programmes.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::ListProjectsResponse> list_projects(Snapshot& snapshot, const v1::ListProjectsRequest& request) {
  TRY(programme, snapshot.load<Programme>(ProgrammeId{request.programme_id()}));
  TRY(page, page_asked_by(request, "projects " + programme.id.value));
  TRY(projects, projects_after(snapshot, programme.id, page.after, page.limit()));
  v1::ListProjectsResponse response;
  response.set_next_page_token(page_of(projects, page));
  for (const Project& project : projects) to_proto(project, *response.add_projects());
  return response;
}

}  // namespace opora::scheduling
