#include "platform/process/version.h"

#include "contracts_digest.h"

namespace opora {

std::string_view version() { return OPORA_VERSION; }

std::string_view contracts() { return OPORA_CONTRACTS; }

std::string build() { return std::string(version()) + " contracts " + std::string(contracts()); }

}  // namespace opora
