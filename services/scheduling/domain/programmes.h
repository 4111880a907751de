// Programmes, their projects, and who takes part in those. What was added stays as it is.
#pragma once

#include <optional>

#include "scheduling/domain/add.h"

namespace opora::scheduling {

// `known` is what is under the id already. Refused with TEXT_MISSING or ID_TAKEN.
Result<Events> decide(const std::optional<Programme>& known, const Programme& programme);
Result<Events> decide(const std::optional<Project>& known, const Project& project);
Result<Events> decide(const std::optional<Partnership>& known, const Partnership& partnership);

}  // namespace opora::scheduling
