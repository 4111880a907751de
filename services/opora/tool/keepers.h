// `opora wave keeper`, `confirm`, `replace-keeper` and `open`: what the two keepers of a series do, each in a terminal
// of their own and with a token of their own. A passphrase is shown once, on a screen that is not kept, and typed back
// without being shown. It is in no word of a command, no variable, no file that this writes and no line that it prints.
#pragma once

#include <string>

#include "opora/load/standing.h"
#include "opora/tool/connection.h"
#include "opora/tool/passphrase.h"
#include "opora/tool/sentences.h"
#include "opora/tool/terminal.h"
#include "platform/result/result.h"

namespace opora::tool {

struct KeeperOptions {
  std::string series;
  std::string wave;         // of open
  std::string new_keeper;   // of replace-keeper: an account
  std::string language = "en";
  PassphraseSource passphrase;  // of those that ask for one
};

// Shows the caller their passphrase and has them type it back, three times at most. The series' other keeper may be
// missing still. Refused as the platform refuses it, and with PASSPHRASE_MISTYPED or PASSPHRASE_WRONG after the third:
// then it is confirmed later, or another one is shown.
Result<void> become_keeper(Terminal& terminal, const load::Query& ask, const std::string& series,
                           const Sentences& sentences);

Result<void> add_keeper(const ConnectionOptions& connection, const KeeperOptions& options);
Result<void> confirm_keeper(const ConnectionOptions& connection, const KeeperOptions& options);
Result<void> replace_keeper(const ConnectionOptions& connection, const KeeperOptions& options);
Result<void> open_wave(const ConnectionOptions& connection, const KeeperOptions& options);

// Asks by one call that may take minutes, and not again: what it did the platform says.
load::Query asking_once(Client& client);

}  // namespace opora::tool
