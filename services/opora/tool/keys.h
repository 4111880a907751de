// `opora keys export` and `opora keys import`: what a platform can't make again, in one file under a passphrase.
//
// That is the key that signs its tokens, and the key of each log's history (docs/adr/0027). docs/secrets.md says of
// each what it costs to lose it. Certificates and passwords of what the platform stands on are the operator's, and no
// part of it.
#pragma once

#include <span>
#include <string>

#include "opora/tool/passphrase.h"
#include "opora/tool/stopped_service.h"
#include "platform/result/result.h"
#include "platform/service/service.h"

namespace opora::tool {

struct KeysOptions {
  Databases databases;
  std::string file;
  PassphraseSource passphrase;
  bool replaces = false;              // import: keys that are there and are others, and a damaged signing key
  SealingCost cost = kSealingCost;    // other in tests
};

// The platform may run: nothing of it is changed. The file is made for its owner only, whole or not at all; then
// prints what is in it. A service that has no database there is left out, and named. Refused with
//   FILE_EXISTS         there is one of that name, which stays
//   FILE_NOT_WRITTEN    the system says no
//   NO_KEYS             there is none
//   PASSPHRASE_WEAK     it has less than 80 bits
//   or as read_passphrase(), KeyFolder::stored(), seal() and the databases are.
Result<void> export_keys(const KeysOptions& options, std::span<const Service> services);

// The platform is stopped. Puts back what is missing, after all has been looked at, and prints what it did; done again
// it changes nothing. Refused, with nothing changed, with
//   FILE_NOT_READ         the system says no
//   KEY_DIFFERS           another key is there, and it was not said that it is to be replaced
//   HISTORY_KEY_FOREIGN   the log's digests were made with another key, so this one is of no use to it
//   or as read_passphrase(), unseal(), KeyFolder::put() and change_stopped() are. Where the system says no on the way,
//   what was put back before stays: import again.
Result<void> import_keys(const KeysOptions& options, std::span<const Service> services);

}  // namespace opora::tool
