#include "scheduling/handlers/handlers.h"
#include "scheduling/store/rounds.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::ListRoundsResponse> list_rounds(Snapshot& snapshot, const v1::ListRoundsRequest& request) {
  const std::string list = "rounds";
  TRY(start, place_of_token(list, request.page_token(), start_of_rounds()));
  const int page_size = page_size_of(request.page_size());

  // One more than the page holds: it tells whether there is another page.
  TRY(rounds, rounds_after(snapshot, start, page_size + 1));
  const bool more = rounds.size() > static_cast<std::size_t>(page_size);
  if (more) rounds.pop_back();
  v1::ListRoundsResponse response;
  for (const Round& round : rounds) to_proto(round, *response.add_rounds());
  if (more) response.set_next_page_token(to_token(list, place_of(rounds.back())));
  return response;
}

}  // namespace opora::scheduling
