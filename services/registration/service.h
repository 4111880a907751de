// Registration: groups, people, seats and who came. The one service that knows names.
#pragma once

#include "platform/service/service.h"

namespace opora {

Service make_registration();

}  // namespace opora
