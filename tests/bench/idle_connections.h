// Connections that have said what a client says first, and then nothing: as many as there are descriptors, at the cost
// of little more than those.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <sys/types.h>

namespace opora::bench {

// As many descriptors as the process may have. Throws std::runtime_error if those are fewer.
void need_descriptors(std::size_t count);

class IdleConnections {
 public:
  // Connects from one address of the loopback network after the other, so many from each, and waits until the server
  // has greeted each of them. Throws std::runtime_error if one is turned away.
  IdleConnections(int port, int count, int from_each);
  ~IdleConnections();
  IdleConnections(const IdleConnections&) = delete;
  IdleConnections& operator=(const IdleConnections&) = delete;

  // How many of them the server has ended.
  int ended_count() const;

 private:
  std::vector<int> sockets_;
};

}  // namespace opora::bench
