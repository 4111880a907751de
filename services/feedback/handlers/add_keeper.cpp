#include "feedback/handlers/handlers.h"
#include "feedback/handlers/keeping.h"
#include "feedback/handlers/secrets.h"
#include "feedback/store/waves.h"

namespace opora::feedback {

Result<v1::AddKeeperResponse> add_keeper(SealedRun& run, const v1::AddKeeperRequest& request) {
  const SeriesId series{request.series_id()};
  const std::string& account = run.caller().subject;
  TRY(kept, run.read([&](Snapshot& snapshot) { return kept_by(snapshot, series, account); }));
  TRY_DO(check_shown(kept.own));
  const sealing::Passphrase passphrase = sealing::Passphrase::draw(chance());
  TRY(shown, with_passphrase(kept.own, passphrase));
  TRY_DO(run.commit([&](Transaction& tx) -> Result<void> {
    TRY(now, kept_by(tx, series, account));
    TRY_DO(check_shown(now.own));
    tx.save(shown);
    return {};
  }));
  v1::AddKeeperResponse response;
  response.set_passphrase(std::string(passphrase.text()));
  return response;
}

}  // namespace opora::feedback
