// Events that can't be applied for a while: consumers refuse them until they are healed.
#pragma once

#include <string>

#include "platform/service/service.h"

namespace opora::simulation {

class Poison {
 public:
  Poison(std::uint64_t seed, int per_mille) : seed_(seed), per_mille_(per_mille) {}

  // The same service with consumers that refuse poisoned events. The poison outlives it.
  Service around(Service service) const;
  void heal() { per_mille_ = 0; }

 private:
  // Decided by the event alone, so that trying it again gives the same.
  bool spoils(const std::string& service, const std::string& source, std::int64_t position) const;

  const std::uint64_t seed_;
  int per_mille_;
};

}  // namespace opora::simulation
