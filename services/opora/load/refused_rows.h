// Which rows of a round folder a platform would refuse that has nothing of it yet: by what the contract says of the
// very requests that plan() makes, and by the services' own decisions. So what passes here loads whole. Pure.
#pragma once

#include "opora/load/compare.h"
#include "opora/round_folder/folder.h"

namespace opora::load {

// Of a folder that was read without defects: every reference in it leads somewhere.
Told<Refused> refused_rows(const round_folder::RoundFolder& folder);

}  // namespace opora::load
