// `opora clock show`: how the clocks of the platform's machines stand, and an operator's word that one is right.
#pragma once

#include <string>

#include "opora/tool/connection.h"

namespace opora::tool {

// Prints a line for each service of each process. Refused with CLOCKS_NOT_TRUSTED when one is not well.
Result<void> show_clock(const ConnectionOptions& options);

// Confirms that the platform's machine tells the right time. `now` is what another clock says: 2026-11-29T10:15Z, or
// with an offset, 2026-11-29T13:15+03:00. Refused with BAD_TIME, or as ConfirmTime is.
Result<void> confirm_time(const ConnectionOptions& options, const std::string& now);

// Opens registration for a session again until a time written like that; empty: until the time it was published with.
Result<void> reopen_registration(const ConnectionOptions& options, const std::string& session,
                                 const std::string& until);

}  // namespace opora::tool
