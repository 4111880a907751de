// A comparison as whoever keeps the folder reads it, before anything is changed.
#pragma once

#include <string>
#include <vector>

#include "opora/load/compare.h"
#include "opora/round_folder/wording.h"
#include "platform/result/result.h"

namespace opora::load {

// Each table with what is new, the same, changed and gone, and below it every row that is changed or gone, as far as
// anybody reads.
std::vector<std::string> lines_of(const Comparison& comparison, const round_folder::Wording& wording);

// Once it has gone in: of each table how many rows are new on the platform, and how many were put right there.
std::vector<std::string> lines_of_done(const Comparison& comparison, const round_folder::Wording& wording);

// Why nothing was changed, but that new people may have been given ids, if a row can't go in: that row's own reason if
// it is the only one, FOLDER_REFUSED otherwise, with all of them in `lines`.
Result<void> check_accepted(const Comparison& comparison, const round_folder::Wording& wording,
                            std::vector<std::string>& lines, bool ids_are_given = false);

}  // namespace opora::load
