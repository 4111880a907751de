#include <algorithm>

#include "feedback/handlers/handlers.h"
#include "feedback/handlers/known_scales.h"
#include "feedback/scales/scale_file.h"
#include "feedback/store/definitions.h"
#include "platform/lane/gather.h"

namespace opora::feedback {
namespace {

// Answers that were scored stay comparable: another scoring has another version.
Result<void> check_scores_alike(const scales::Scale& scale, const std::vector<scales::Scale>& known) {
  const auto found = std::ranges::find_if(known, [&](const scales::Scale& each) {
    return each.scale_id == scale.scale_id && each.scoring_version == scale.scoring_version;
  });
  if (found == known.end() || scales::score_alike(*found, scale)) return {};
  return refuse(Code::conflict, "SCALE_TAKEN",
                "A scale of this id and scoring version scores otherwise. Raise the scoring version, or choose another "
                "id.");
}

}  // namespace

Result<v1::AddScaleResponse> add_scale(Transaction& tx, const v1::AddScaleRequest& request) {
  TRY(scale, scales::scale_of(request.definition()));
  const KeptScale kept{scale.scale_id, scale.scoring_version, scales::canonical_json(scale)};
  const auto where = Stored<KeptScale>::key(kept);
  TRY(found, gather(tx, maybe<KeptScale>(where), known_scales));
  const auto& [before, known] = found;
  TRY_DO(check_scores_alike(scale, known));
  if (before != kept) tx.save(kept);
  v1::AddScaleResponse response;
  response.set_scale(kept.scale);
  response.set_scoring_version(kept.scoring_version);
  return response;
}

}  // namespace opora::feedback
