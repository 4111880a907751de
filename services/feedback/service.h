// Feedback: asks participants how they are, so that nobody can tell who answered what, or when.
#pragma once

#include "platform/service/service.h"

namespace opora {

Service make_feedback();

}  // namespace opora
