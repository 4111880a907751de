// What people were told who answered and opened waves, against what was counted and opened.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulation/asking.h"
#include "simulation/verdict.h"

namespace opora::simulation {

// A sheet as it lies opened: which try it was, and what joins it with the others of its holder.
struct OpenedRow {
  std::int64_t number = 0;
  std::string link;
};
// From its JSON; with the number -1 where it says none.
OpenedRow opened_row(const std::string& answers, const std::string& link);

struct OpenedWave {
  std::vector<OpenedRow> rows;
  std::vector<std::string> words;  // as they are listed
};

// How many have answered: neither more than tried, nor fewer than were told so; and whether that was enough.
void check_counts(const KnownWave& wave, const ToldWave& told, Verdict& verdict);

// What was opened is what was recorded, by a token each; what was written stands apart from it.
void check_opened(const KnownWave& wave, const ToldWave& told, const OpenedWave& opened, Verdict& verdict);

// Of all opened waves of a series, in their order: each sheet's answers are joined, and no others.
void check_links(const KnownSeries& series, const std::vector<OpenedWave>& opened, const Asking& asking,
                 Verdict& verdict);

}  // namespace opora::simulation
