// What a process is reached by, beside the services that it runs: the gRPC server and the metrics server, and whatever
// other listener comes. docs/adr/0043.
#pragma once

#include <memory>
#include <vector>

#include "platform/result/result.h"

namespace opora {

// One of them. Started and stopped from one thread.
class Component {
 public:
  virtual ~Component() = default;
  // Once, when the services run. Refused with why it can't; it has not started then.
  virtual Result<void> start() = 0;
  // Whether those it is for come through, as far as is known. From any thread, once it was started.
  virtual bool ready() const = 0;
  // Takes nothing new and answers what it has; returns when nobody asks the services any more. Idempotent.
  virtual void stop() = 0;
};

// All of a process.
class Components {
 public:
  ~Components() { stop(); }
  void add(std::unique_ptr<Component> component) { all_.push_back(std::move(component)); }

  // In their order, up to the first that refuses.
  Result<void> start();
  // Whether each is.
  bool ready() const;
  // All that were started, at once, since each may have people to wait for. Idempotent.
  void stop();

 private:
  std::vector<std::unique_ptr<Component>> all_;
  std::size_t started_count_ = 0;
};

}  // namespace opora
