#include "scheduling/handlers/handlers.h"
#include "scheduling/store/rounds.h"
#include "scheduling/store/sessions.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::ListSessionsResponse> list_sessions(Snapshot& snapshot, const v1::ListSessionsRequest& request) {
  const RoundId round{request.round_id()};
  TRY_DO(snapshot.load<Round>(round));
  TRY(page, page_asked_by(request, round.value));
  TRY(sessions, sessions_after(snapshot, round, page.after, page.limit()));
  v1::ListSessionsResponse response;
  response.set_next_page_token(page_of(sessions, page));
  for (const Session& session : sessions) to_proto(session, *response.add_sessions());
  return response;
}

}  // namespace opora::scheduling
