#include "platform/process/database_address.h"

#include <string_view>

namespace opora {

Result<std::string> database_address(const std::string& setting, const std::string& service) {
  constexpr std::string_view kPlaceholder = "{service}";
  std::string address = setting;
  auto at = address.find(kPlaceholder);
  if (at == std::string::npos)
    return refuse(Code::invalid, "DATABASE_SHARED",
                  "Each service has a database of its own: the setting database must have {service} where its name "
                  "belongs, as in postgresql://opora@localhost/opora_{service}.");
  // It may stand there more than once: a service may have a role of its own, too.
  for (; at != std::string::npos; at = address.find(kPlaceholder, at + service.size()))
    address.replace(at, kPlaceholder.size(), service);
  return address;
}

}  // namespace opora
