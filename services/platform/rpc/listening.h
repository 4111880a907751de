// Sockets that listen, and who is at their other end. Addresses are written as gRPC writes them.
#pragma once

#include <string>
#include <vector>

#include <sys/socket.h>

#include "platform/result/result.h"
#include "platform/rpc/descriptor.h"

namespace opora {

// A socket's address, of whichever family.
struct SocketAddress {
  sockaddr_storage bytes{};
  socklen_t length = sizeof(bytes);

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&bytes); }
  sockaddr* get() { return reinterpret_cast<sockaddr*>(&bytes); }
  int port() const;  // 0 of a Unix socket
  // Equal for the same address and port, be it written as IPv4's or as IPv6's.
  std::string identity() const;
  // Equal for connections of the same peer: an IPv4 address, or a network of IPv6, of which one subscriber has all
  // addresses (/64). Empty for a Unix socket, whose peers have no address.
  std::string peer() const;
};

SocketAddress own_address(const Descriptor& socket);

// host:port, [host]:port, or unix:path. Port 0 takes one that is free; a name's addresses all get the same; 0.0.0.0 and
// [::] are every address of the machine. None of the sockets blocks. Refused with ADDRESS_UNAVAILABLE.
Result<std::vector<Descriptor>> listen_on(const std::string& address);

// Where the machine itself reaches a socket that listens.
SocketAddress reached_at(const Descriptor& listening);
// A socket of this process that doesn't block, ready to connect there, with an address of its own from now on. None if
// there are no descriptors.
Descriptor socket_towards(const SocketAddress& target);

}  // namespace opora
