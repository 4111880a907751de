// Reporting as a service: what a process that holds it needs.
#pragma once

#include "platform/service/service.h"

namespace opora {

Service make_reporting();

}  // namespace opora
