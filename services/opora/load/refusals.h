// What a refused command says to whoever keeps the folder: its file and line, and what to do there. The contract's own
// advice is for programs, which choose ids and leave fields out.
#pragma once

#include "opora/load/plan.h"
#include "platform/result/result.h"

namespace opora::load {

Error in_words_of_folders(Error refusal, const Command& command);

}  // namespace opora::load
