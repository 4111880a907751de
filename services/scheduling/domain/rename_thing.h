// Calling things something else: a thing stays the same one, under its id.
#pragma once

#include <string>

#include "platform/result/result.h"
#include "scheduling/domain/corrections.h"

namespace opora::scheduling {

// What a command says.
struct RenameThing {
  NamedThing kind = NamedThing::country;
  std::string id;
  LocalizedText name;
  std::string reason;
};

// What is told of a thing that has been called `former_name`; nothing if it is called so already. Refused with
// TEXT_MISSING.
Result<Events> decide(const LocalizedText& former_name, const RenameThing& command);

// A session by its title. Refused with SESSION_CANCELLED or TEXT_MISSING.
Result<CorrectedSession> decide(const Session& session, const RenameThing& command);

}  // namespace opora::scheduling
