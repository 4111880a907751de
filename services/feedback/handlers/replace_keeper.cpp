#include <algorithm>
#include <utility>

#include "feedback/handlers/handlers.h"
#include "feedback/handlers/keeping.h"
#include "feedback/handlers/secrets.h"
#include "feedback/store/sealed.h"
#include "feedback/store/waves.h"
#include "platform/lane/gather.h"

namespace opora::feedback {
namespace {

Result<void> replace(Transaction& tx, const Keeper& by, const std::string& new_account) {
  TRY(found, gather(tx, [&](Reader& reader) { return kept_by(reader, by.series, by.account); },
                    [&](Reader& reader) { return has_answers(reader, by.series); }));
  auto& [kept, are_answers] = found;
  // Once all waves are over nothing is left to keep, and what was sealed may be gone: people have answered all along.
  const bool is_over = std::ranges::none_of(kept.waves, takes_answers_yet);
  TRY(newcomer, replaced(kept.keepers, kept.own, new_account, are_answers || is_over));
  tx.save(std::move(newcomer));
  kept.series.link_key = {};
  tx.save(std::move(kept.series));
  for (Wave& wave : kept.waves)
    if (takes_answers_yet(wave)) tx.save(withdrawn(std::move(wave)));
  return {};
}

}  // namespace

Result<v1::ReplaceKeeperResponse> replace_keeper(SealedRun& run, const v1::ReplaceKeeperRequest& request) {
  const SeriesId series{request.series_id()};
  TRY(kept, run.read([&](Snapshot& snapshot) { return kept_by(snapshot, series, run.caller().subject); }));
  TRY_DO(keys_of(kept.own, request.passphrase()));
  TRY_DO(run.commit([&](Transaction& tx) { return replace(tx, kept.own, request.new_keeper()); }));
  return v1::ReplaceKeeperResponse();
}

}  // namespace opora::feedback
