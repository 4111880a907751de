#include "feedback/domain/keeper.h"

#include <algorithm>

namespace opora::feedback {

const std::string& sealed_for(const SealedForKeepers& secret, int place) {
  return place == 1 ? secret.first : secret.second;
}

bool both_confirmed(std::span<const Keeper> keepers) {
  return keepers.size() == 2 && std::ranges::all_of(keepers, &Keeper::has_confirmed);
}

Result<Keeper> keeper_of(std::span<const Keeper> keepers, const std::string& account) {
  const auto found = std::ranges::find(keepers, account, &Keeper::account);
  if (found == keepers.end())
    return refuse(Code::denied, "NOT_A_KEEPER",
                  "Only the two accounts that the draft names, or who has taken the place of one, keep this wave.");
  return *found;
}

Result<void> check_shown(const Keeper& keeper) {
  if (!keeper.has_confirmed) return {};
  return refuse(Code::conflict, "KEEPER_CONFIRMED",
                "Your passphrase is confirmed and is never shown again. If it is lost, the other keeper can put "
                "somebody in your place, before the first answer.");
}

Result<void> check_has_passphrase(const Keeper& keeper) {
  if (!keeper.wrapped_key.empty()) return {};
  return refuse(Code::conflict, "NO_PASSPHRASE_YET",
                "You have not been shown a passphrase yet. Become a keeper first.");
}

Result<Keeper> replaced(std::span<const Keeper> keepers, const Keeper& by, const std::string& new_account,
                        bool has_answers) {
  if (!by.has_confirmed)
    return refuse(Code::conflict, "KEEPER_NOT_CONFIRMED",
                  "Confirm your own passphrase first: whoever replaces another keeper has to be one.");
  if (has_answers)
    return refuse(Code::conflict, "ANSWERS_BEGUN",
                  "Somebody has answered, so no keeper can be replaced any more. The one that is left can open the "
                  "wave alone.");
  if (new_account == by.account)
    return refuse(Code::invalid, "TWO_KEEPERS_NEEDED", "A wave needs two keepers. Name somebody else than yourself.");
  for (const Keeper& keeper : keepers)
    if (keeper.place != by.place) return Keeper{keeper.series, keeper.place, new_account};
  return Keeper{by.series, 3 - by.place, new_account};
}

Wave withdrawn(Wave wave) {
  wave.status = WaveStatus::draft;
  wave.public_key.clear();
  wave.private_key = {};
  return wave;
}

}  // namespace opora::feedback
