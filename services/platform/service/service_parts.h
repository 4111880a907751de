// What the parts of one running service work on together.
#pragma once

#include <atomic>

#include "platform/service/binding.h"
#include "platform/service/query_pool.h"

namespace opora {

// All of it outlives whoever is given it.
struct ServiceParts {
  const Service& service;
  const Binding& binding;
  const HostOptions& options;
  HostObserver& observer;
  Database& database;
  Lane& lane;
  QueryPool& queries;
  const std::atomic<bool>& stopping;  // nothing new is begun
};

// The refusal of what comes once a service stops.
inline Error shutting_down() {
  return {Code::unavailable, "SHUTTING_DOWN", "The service is shutting down. Try again shortly."};
}

}  // namespace opora
