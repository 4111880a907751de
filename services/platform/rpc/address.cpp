#include "platform/rpc/address.h"

#include <algorithm>

#include <arpa/inet.h>

namespace opora {

namespace {

bool is_one_loopback(std::string_view address) {
  if (address.starts_with("unix:")) return true;
  const auto colon = address.rfind(':');
  const std::string host(address.substr(0, colon));
  if (colon == std::string_view::npos) return false;
  if (host == "localhost" || host == "[::1]") return true;
  in_addr parsed{};
  return inet_pton(AF_INET, host.c_str(), &parsed) == 1 && (ntohl(parsed.s_addr) >> 24) == 127;
}

std::vector<std::string> split(const std::string& text, const char* separators) {
  std::vector<std::string> parts;
  for (std::size_t begin = text.find_first_not_of(separators); begin != std::string::npos;) {
    const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(separators, end);
  }
  return parts;
}

tl::unexpected<Error> invalid_address(const std::string& address, const char* why) {
  return refuse(Code::invalid, "ADDRESS_INVALID", "The address \"" + address + "\" " + why);
}

}  // namespace

bool is_loopback(std::string_view address) {
  const std::vector<std::string> all = split(std::string(address), ",");
  return !all.empty() && std::all_of(all.begin(), all.end(), [](const auto& each) { return is_one_loopback(each); });
}

Result<std::vector<std::pair<std::string, std::string>>> parse_endpoints(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> endpoints;
  for (const std::string& part : split(text, " \n\t")) {
    const auto equals = part.find('=');
    std::string name = equals == std::string::npos ? "" : part.substr(0, equals);
    std::string address = equals == std::string::npos ? part : part.substr(equals + 1);
    if (address.find(':') == std::string::npos) return invalid_address(part, "has no port: write host:port.");
    endpoints.emplace_back(std::move(name), std::move(address));
  }
  if (endpoints.empty()) return invalid_address(text, "is empty: write host:port.");
  for (const auto& [name, address] : endpoints)
    if (name.empty() && endpoints.size() > 1)
      return invalid_address(address, "stands among others and names no service: write service=host:port.");
  return endpoints;
}

Result<std::string> grpc_target(const std::string& addresses) {
  if (addresses.find(',') == std::string::npos) return addresses;
  for (const std::string& each : split(addresses, ",")) {
    in_addr parsed{};
    if (inet_pton(AF_INET, each.substr(0, each.rfind(':')).c_str(), &parsed) != 1)
      return invalid_address(addresses, "lists several, and not all are numbers: give one name that stands for all.");
  }
  return "ipv4:" + addresses;
}

}  // namespace opora
