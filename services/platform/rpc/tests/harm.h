// What may happen to a process behind its back.
#pragma once

#include <sys/socket.h>

#include "platform/rpc/listening.h"

namespace opora::testing {

// Shuts the socket down that this process listens on.
inline void end_listening(int port) {
  for (int number = 3; number < 1024; ++number) {
    int listens = 0;
    socklen_t length = sizeof listens;
    SocketAddress address;
    if (getsockopt(number, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0 && listens == 1 &&
        getsockname(number, address.get(), &address.length) == 0 && address.port() == port)
      shutdown(number, SHUT_RDWR);
  }
}

}  // namespace opora::testing
