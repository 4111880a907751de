// Scheduling: what is held where and when, planned and then published.
#pragma once

#include "platform/service/service.h"

namespace opora {

Service make_scheduling();

}  // namespace opora
