#include "opora/tool/expiry.h"

#include "opora/tool/say.h"
#include "platform/text/printable.h"

namespace opora::tool {

namespace v1 = registration::v1;

std::string to_line(const v1::ExpiringName& name) {
  const std::string active = name.last_active_on().empty() ? "never active" : "last active " + name.last_active_on();
  return name.goes_on() + "  " + name.person_id() + "  " + active + "  " + printable(name.name());
}

std::string summary_of_expiring(std::size_t count) {
  if (count == 0) return "No name goes within the next 30 days.";
  return std::to_string(count) + (count == 1 ? " name goes" : " names go") +
         ", each from the day on that stands before it, unless its person is registered, comes or is put on a roster.";
}

Result<void> list_expiring(const ConnectionOptions& options) {
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  v1::ListExpiringNamesRequest request;
  request.set_page_size(500);
  std::size_t count = 0;
  do {
    TRY(page, client->call_until_settled<v1::ListExpiringNamesResponse>(request, kPatience));
    for (const v1::ExpiringName& name : page.names()) say_soon(to_line(name));
    count += static_cast<std::size_t>(page.names_size());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  say(summary_of_expiring(count));
  return {};
}

}  // namespace opora::tool
