// Reporting: facts of the others, counted when somebody asks.
#pragma once

#include "platform/service/service.h"

namespace opora {

Service make_reporting();

}  // namespace opora
