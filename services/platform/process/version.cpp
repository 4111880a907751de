#include "platform/process/version.h"

namespace opora {

std::string_view version() { return OPORA_VERSION; }

}  // namespace opora
