#include "scheduling/handlers/handlers.h"
#include "scheduling/store/rounds.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::ListRoundsResponse> list_rounds(Snapshot& snapshot, const v1::ListRoundsRequest& request) {
  TRY(page, page_asked_by(request, "rounds", start_of_rounds()));
  TRY(rounds, rounds_after(snapshot, page.after, page.limit()));
  v1::ListRoundsResponse response;
  response.set_next_page_token(page_of(rounds, page));
  for (const Round& round : rounds) to_proto(round, *response.add_rounds());
  return response;
}

}  // namespace opora::scheduling
