// What `opora load` does with the waves of a folder: it compares them with the platform's, and enters the answers that
// they have. Of invented answers it acts for their keepers, if it may read the platform's keys.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "opora/load/compare_waves.h"
#include "opora/load/enter_answers.h"
#include "opora/load/load.h"
#include "opora/load/waves_of_folder.h"
#include "opora/round_folder/folder.h"
#include "opora/round_folder/wording.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

class LoadedWaves {
 public:
  // All of these outlive it.
  LoadedWaves(const round_folder::RoundFolder& folder, const ConnectionOptions& connection, Client& client,
              const load::LoadOptions& options, const round_folder::Wording& wording);

  // Adds what the waves add to a comparison.
  Result<void> compare(const load::Query& query, load::Comparison& comparison) const;

  // Enters the answers that the comparison found to be missing, once its commands are done. What came of it, in lines.
  Result<std::vector<std::string>> enter(const load::Comparison& comparison, const load::Progress& progress);

 private:
  load::Query asking(Client& client) const;
  Result<load::Query> keeper(const std::string& account);

  const ConnectionOptions& connection_;
  Client& client_;
  const load::LoadOptions& options_;
  const round_folder::Wording& wording_;
  load::Told<load::Refused> refused_;  // as of when this was made
  const load::WavesOfFolder waves_;
  std::vector<std::unique_ptr<Client>> others_;  // of those it acts for
};

// What is said of series whose answers were entered, or whose keepers are waited for.
std::vector<std::string> lines_of_entered(const std::vector<load::EnteredSeries>& entered,
                                          const round_folder::Wording& wording);

}  // namespace opora::tool
