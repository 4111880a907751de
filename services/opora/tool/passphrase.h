// Where a command has a passphrase from: typed without being shown, or from a file or descriptor. Never from its words
// or its environment, which others on the machine may read.
#pragma once

#include <string>

#include "platform/result/result.h"
#include "platform/sealing/sealed.h"

namespace opora::tool {

struct PassphraseSource {
  std::string file;     // whose first line it is, and which nobody but its owner may read; empty: none
  int descriptor = -1;  // of something that is open, whose first line it is; -1: none

  bool is_given() const { return !file.empty() || descriptor >= 0; }
};

// At the terminal, unless there is a source; where a new one is chosen it is asked for twice. Refused with
//   PASSPHRASE_MISSING  there is no terminal, nothing was given, or what should have it can't be read
//   PASSPHRASE_EXPOSED  others than its owner may read the file
//   PASSPHRASE_DIFFERS  what was typed the second time is something else
Result<Secret> read_passphrase(const PassphraseSource& source, bool is_new);

// One that somebody has on paper, asked for by `question`. Refused likewise, but never with PASSPHRASE_DIFFERS.
Result<Secret> read_own_passphrase(const PassphraseSource& source, const std::string& question);

}  // namespace opora::tool
