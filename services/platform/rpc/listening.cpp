#include "platform/rpc/listening.h"

#include <array>
#include <climits>
#include <cstddef>
#include <cstring>
#include <memory>

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace opora {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};  // ::ffff:0:0/96
constexpr std::size_t kNetworkBytes = 8;  // /64

template <class Specific>
const Specific& as(const SocketAddress& address) {
  return reinterpret_cast<const Specific&>(address.bytes);
}
template <class Specific>
Specific& as(SocketAddress& address) {
  return reinterpret_cast<Specific&>(address.bytes);
}

// Four bytes of IPv4, sixteen of IPv6.
std::string host_of(const SocketAddress& address) {
  const auto text = [](const void* bytes, std::size_t count) {
    return std::string(static_cast<const char*>(bytes), count);
  };
  if (address.bytes.ss_family == AF_INET) return text(&as<sockaddr_in>(address).sin_addr, 4);
  const auto& host = as<sockaddr_in6>(address).sin6_addr.s6_addr;
  if (std::memcmp(host, kMapped.data(), kMapped.size()) == 0) return text(host + kMapped.size(), 4);
  return text(host, 16);
}

bool is_internet(const SocketAddress& address) {
  return address.bytes.ss_family == AF_INET || address.bytes.ss_family == AF_INET6;
}

void set_port(SocketAddress& address, int port) {
  // Both families have it at the same place.
  as<sockaddr_in>(address).sin_port = htons(static_cast<std::uint16_t>(port));
}

SocketAddress internet_address(int family, int port) {
  SocketAddress address;
  address.bytes.ss_family = static_cast<sa_family_t>(family);
  address.length = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
  set_port(address, port);
  return address;
}

bool is_wildcard(const SocketAddress& address) {
  return is_internet(address) && host_of(address).find_first_not_of('\0') == std::string::npos;
}

// The path may be left over from a process that is gone.
void remove_old_socket(const SocketAddress& address) {
  struct stat found{};
  const char* path = as<sockaddr_un>(address).sun_path;
  if (*path != '\0' && stat(path, &found) == 0 && S_ISSOCK(found.st_mode)) unlink(path);
}

Descriptor bound(const SocketAddress& address, bool of_both_families) {
  const int family = address.bytes.ss_family;
  Descriptor socket(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket) return {};
  const int yes = 1, only = of_both_families ? 0 : 1;
  if (is_internet(address)) {
    setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));  // of its connections, too
    if (family == AF_INET6 && setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof(only)) != 0) return {};
  } else {
    remove_old_socket(address);
  }
  if (bind(socket.get(), address.get(), address.length) != 0) return {};
  if (listen(socket.get(), INT_MAX) != 0) return {};  // as many as the system lets wait
  return socket;
}

std::vector<SocketAddress> resolve(const std::string& address) {
  const auto colon = address.rfind(':');
  if (colon == std::string::npos) return {};
  std::string host = address.substr(0, colon);
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_flags = AI_PASSIVE;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* first = nullptr;
  if (getaddrinfo(host.empty() ? nullptr : host.c_str(), address.c_str() + colon + 1, &hints, &first) != 0) return {};
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> all(first, freeaddrinfo);
  std::vector<SocketAddress> found;
  for (const addrinfo* each = first; each != nullptr; each = each->ai_next) {
    SocketAddress one;
    std::memcpy(&one.bytes, each->ai_addr, each->ai_addrlen);
    one.length = each->ai_addrlen;
    if (is_internet(one)) found.push_back(one);
  }
  return found;
}

std::vector<Descriptor> listen_everywhere(int port) {
  std::vector<Descriptor> sockets;
  Descriptor both = bound(internet_address(AF_INET6, port), true);
  if (!both) both = bound(internet_address(AF_INET, port), false);  // a machine without IPv6
  if (both) sockets.push_back(std::move(both));
  return sockets;
}

std::vector<Descriptor> listen_on_socket(const std::string& path) {
  SocketAddress address;
  auto& unix_address = as<sockaddr_un>(address);
  if (path.size() >= sizeof(unix_address.sun_path)) return {};
  unix_address.sun_family = AF_UNIX;
  path.copy(unix_address.sun_path, path.size());
  address.length = sizeof(sockaddr_un);
  std::vector<Descriptor> sockets;
  if (Descriptor socket = bound(address, false)) sockets.push_back(std::move(socket));
  return sockets;
}

}  // namespace

int SocketAddress::port() const { return is_internet(*this) ? ntohs(as<sockaddr_in>(*this).sin_port) : 0; }

std::string SocketAddress::identity() const {
  if (is_internet(*this)) return host_of(*this) + ":" + std::to_string(port());
  return {reinterpret_cast<const char*>(&bytes), length};
}

std::string SocketAddress::peer() const {
  return is_internet(*this) ? host_of(*this).substr(0, kNetworkBytes) : std::string();
}

SocketAddress own_address(const Descriptor& socket) {
  SocketAddress address;
  getsockname(socket.get(), address.get(), &address.length);
  return address;
}

Result<std::vector<Descriptor>> listen_on(const std::string& address) {
  std::vector<Descriptor> sockets;
  if (address.starts_with("unix:")) {
    sockets = listen_on_socket(address.substr(address.starts_with("unix://") ? 7 : 5));
  } else {
    for (SocketAddress& each : resolve(address)) {
      if (is_wildcard(each)) {
        sockets = listen_everywhere(each.port());
        break;
      }
      if (each.port() == 0 && !sockets.empty()) set_port(each, own_address(sockets.front()).port());
      if (Descriptor socket = bound(each, false)) sockets.push_back(std::move(socket));
    }
  }
  if (sockets.empty())
    return refuse(Code::unavailable, "ADDRESS_UNAVAILABLE",
                  "Nobody can listen on " + address + ": it is taken, or not an address of this machine.");
  return sockets;
}

SocketAddress reached_at(const Descriptor& listening) {
  SocketAddress address = own_address(listening);
  if (!is_wildcard(address)) return address;
  // All of them take IPv4, and not every machine with IPv6 has its loopback.
  SocketAddress loopback = internet_address(AF_INET, address.port());
  as<sockaddr_in>(loopback).sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return loopback;
}

Descriptor socket_towards(const SocketAddress& target) {
  Descriptor socket(::socket(target.bytes.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket) return {};
  SocketAddress from = target;
  if (is_internet(target))
    set_port(from, 0);
  else
    from.length = offsetof(sockaddr_un, sun_path);  // the system gives it a name
  if (bind(socket.get(), from.get(), from.length) != 0) return {};
  return socket;
}

}  // namespace opora
