// Enters the answers of a round folder, by the same commands and the same ceremony as everybody's: two keepers, each
// with a passphrase of their own, sheets that nobody assigns, answers by their tokens alone.
//
// Of answers that are invented whoever loads acts for the keepers, where they can; the passphrases are in this
// process's memory meanwhile, and in nothing else. Real ones wait for their keepers.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "opora/load/load.h"
#include "opora/load/standing.h"
#include "opora/load/waves_of_folder.h"
#include "platform/result/result.h"

namespace opora::load {

// How to ask a running platform, and as whom.
struct AskingAs {
  Query whoever_loads;
  Query nobody;  // with no token: who answers
  std::function<Result<Query>(const std::string& account)> keeper;  // refused where nobody can act for one
  std::function<void()> wait;  // a moment, before it is looked again whether the platform has come so far
};

enum class Entered {
  waits_for_keepers,  // they confirm first; then the folder is loaded again
  entered,            // and closed; a keeper opens the waves
  opened,
};

struct EnteredSeries {
  const PlannedSeries* series = nullptr;
  Entered so_far = Entered::waits_for_keepers;
  std::vector<std::string> keepers_missing = {};  // their accounts
};

// Of the series with these keys, whose waves are drafted. Sheets are given to the folder's by chance, and their answers
// sent in an order of chance, so that neither says anything of the folder's rows. The first refusal stops it: what
// broke off in the middle can't be gone on with, since nobody can tell which answers are in (WAVES_HALF_ENTERED, and
// KEEPERS_HALF_CONFIRMED before that). WAVES_NOT_READY where the platform does not come so far.
Result<std::vector<EnteredSeries>> enter_answers(const WavesOfFolder& waves, const std::set<std::string>& keys,
                                                 const AskingAs& ask, const LoadOptions& options,
                                                 const Progress& progress);

}  // namespace opora::load
