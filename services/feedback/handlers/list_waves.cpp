#include "feedback/handlers/handlers.h"
#include "feedback/store/facts.h"
#include "feedback/store/waves.h"
#include "feedback/wire.h"
#include "platform/lane/gather.h"

namespace opora::feedback {

Result<v1::ListWavesResponse> list_waves(Snapshot& snapshot, const v1::ListWavesRequest& request) {
  const RoundId round{request.round_id()};
  TRY_DO(snapshot.load<Round>(round));
  TRY(page, page_asked_by(request, round.value));
  TRY(waves, waves_after(snapshot, round, page.after, page.limit()));
  v1::ListWavesResponse response;
  response.set_next_page_token(page_of(waves, page));
  for (const Wave& wave : waves) {
    TRY(found, gather(snapshot, one<Series>(wave.series),
                      [&](Reader& reader) { return keepers_of(reader, wave.series); }));
    const auto& [series, keepers] = found;
    to_proto(wave, series, keepers, *response.add_waves());
  }
  return response;
}

}  // namespace opora::feedback
