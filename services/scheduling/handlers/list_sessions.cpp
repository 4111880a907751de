#include "scheduling/handlers/handlers.h"
#include "scheduling/store/rounds.h"
#include "scheduling/store/sessions.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::ListSessionsResponse> list_sessions(Snapshot& snapshot, const v1::ListSessionsRequest& request) {
  const RoundId round{request.round_id()};
  TRY_DO(snapshot.load<Round>(round));
  TRY(start, place_of_token(round.value, request.page_token(), start_of_sessions()));
  const int page_size = page_size_of(request.page_size());

  // One more than the page holds: it tells whether there is another page.
  TRY(sessions, sessions_after(snapshot, round, start, page_size + 1));
  const bool more = sessions.size() > static_cast<std::size_t>(page_size);
  if (more) sessions.pop_back();
  v1::ListSessionsResponse response;
  for (const Session& session : sessions) to_proto(session, *response.add_sessions());
  if (more) response.set_next_page_token(to_token(round.value, place_of(sessions.back())));
  return response;
}

}  // namespace opora::scheduling
