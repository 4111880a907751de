#include "bench/idle_connections.h"

#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <string_view>

#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace opora::bench {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kGreeting = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0"sv;  // and no settings
constexpr std::string_view kAcknowledged = "\0\0\0\x04\x01\0\0\0\0"sv;                             // the server's
constexpr int kPatienceMs = 30'000;
constexpr std::uint32_t kLoopback = 0x7f000001;

sockaddr_in internet_address(std::uint32_t host, int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(host);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int greet(int port, std::uint32_t from) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in own = internet_address(from, 0), server = internet_address(kLoopback, port);
  const int yes = 1;
  setsockopt(socket, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
  if (socket < 0 || bind(socket, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0 ||
      connect(socket, reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0 ||
      send(socket, kGreeting.data(), kGreeting.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(kGreeting.size()))
    throw std::runtime_error("an idle client can't connect");
  return socket;
}

// The server's settings come first of all; nothing else that it says matters.
void hear_greeting(int socket) {
  pollfd ready{socket, POLLIN, 0};
  char said[4096];
  if (poll(&ready, 1, kPatienceMs) <= 0 || recv(socket, said, sizeof said, 0) <= 0)
    throw std::runtime_error("an idle client is turned away");
  if (send(socket, kAcknowledged.data(), kAcknowledged.size(), MSG_NOSIGNAL) < 0)
    throw std::runtime_error("an idle client is turned away");
}

}  // namespace

void need_descriptors(std::size_t count) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_max < count)
    throw std::runtime_error("this takes " + std::to_string(count) + " open files; raise the hard limit (ulimit -Hn)");
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

IdleConnections::IdleConnections(int port, int count, int from_each) {
  constexpr int kAtOnce = 100;
  for (int made = 0; made < count;) {
    const int first = made;
    for (; made < count && made < first + kAtOnce; ++made)
      sockets_.push_back(greet(port, kLoopback + 1 + static_cast<std::uint32_t>(made / from_each)));
    for (int i = first; i < made; ++i) hear_greeting(sockets_[static_cast<std::size_t>(i)]);
  }
}

IdleConnections::~IdleConnections() {
  for (const int each : sockets_) close(each);
}

int IdleConnections::ended_count() const {
  int count = 0;
  char said[4096];
  for (const int each : sockets_) {
    ssize_t heard = 0;
    while ((heard = recv(each, said, sizeof said, MSG_DONTWAIT)) > 0) continue;
    if (heard == 0 || errno != EAGAIN) ++count;
  }
  return count;
}

}  // namespace opora::bench
