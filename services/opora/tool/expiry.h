// Names that go, before they do.
#pragma once

#include <cstddef>
#include <string>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/tool/connection.h"

namespace opora::tool {

// One of them as a line: "2025-10-12  PERSON  last active 2023-10-11  Anna".
std::string to_line(const registration::v1::ExpiringName& name);
std::string summary_of_expiring(std::size_t count);

// Prints whose names go, and from which day on: all that the platform will let go within the next 30 days. Changes
// nothing; each reading leaves a line for the audit.
Result<void> list_expiring(const ConnectionOptions& options);

}  // namespace opora::tool
