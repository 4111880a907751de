#include "platform/process/listeners.h"

namespace opora {

Result<void> GrpcListener::start() {
  TRY(started, Server::start(std::move(options_), hosts_, keys_, clock_));
  server_ = std::move(started);
  return {};
}

}  // namespace opora
