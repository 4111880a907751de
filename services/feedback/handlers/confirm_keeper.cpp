#include <algorithm>
#include <map>
#include <utility>

#include "feedback/domain/wave_steps.h"
#include "feedback/handlers/handlers.h"
#include "feedback/handlers/keeping.h"
#include "feedback/handlers/secrets.h"
#include "feedback/handlers/waves_in_time.h"
#include "feedback/store/waves.h"

namespace opora::feedback {
namespace {

// What the waves of a series get once both keepers have confirmed. Made before that is known, and gone if it isn't so.
struct NewKeys {
  std::map<WaveId, sealing::KeyPair> of_waves;
  sealing::LockedBytes link_key;
};

NewKeys new_keys(const std::vector<Wave>& waves) {
  NewKeys keys{{}, sealing::make_key_pair(chance()).private_key};
  for (const Wave& wave : waves) keys.of_waves.emplace(wave.id, sealing::make_key_pair(chance()));
  return keys;
}

Result<void> schedule_all(Transaction& tx, KeptSeries kept, const NewKeys& keys) {
  kept.series.link_key = seal_for(kept.keepers, keys.link_key.text());
  tx.save(kept.series);
  for (Wave& wave : kept.waves) {
    const auto key = keys.of_waves.find(wave.id);
    if (key == keys.of_waves.end()) continue;
    auto step = schedule(std::move(wave), kept.series.about, text_of(key->second.public_key),
                         seal_for(kept.keepers, key->second.private_key.text()));
    if (step) TRY_DO(take(tx, kept.series, *std::move(step)));
  }
  return {};
}

// Whether both have confirmed then.
Result<bool> confirm(Transaction& tx, const Keeper& typed, const NewKeys& keys) {
  TRY(kept, kept_by(tx, typed.series, typed.account));
  if (kept.own.wrapped_key != typed.wrapped_key)
    return refuse(Code::denied, "PASSPHRASE_WRONG",
                  "You have been shown another passphrase since. Type the last one that you were shown.");
  if (kept.own.has_confirmed) return both_confirmed(kept.keepers);
  kept.own.has_confirmed = true;
  for (Keeper& keeper : kept.keepers)
    if (keeper.place == kept.own.place) keeper = kept.own;
  const bool both = both_confirmed(kept.keepers);
  tx.save(kept.own);
  if (both) TRY_DO(schedule_all(tx, std::move(kept), keys));
  return both;
}

}  // namespace

Result<v1::ConfirmKeeperResponse> confirm_keeper(SealedRun& run, const v1::ConfirmKeeperRequest& request) {
  const SeriesId series{request.series_id()};
  TRY(kept, run.read([&](Snapshot& snapshot) { return kept_by(snapshot, series, run.caller().subject); }));
  TRY_DO(keys_of(kept.own, request.passphrase()));
  const NewKeys keys = new_keys(kept.waves);
  TRY(both, run.commit([&](Transaction& tx) { return confirm(tx, kept.own, keys); }));
  v1::ConfirmKeeperResponse response;
  response.set_both_confirmed(both);
  return response;
}

}  // namespace opora::feedback
