// How many files and connections a process may have open at once, and how many of them are for clients.
#pragma once

#include <cstddef>
#include <cstdint>

#include "platform/result/result.h"
#include "platform/rpc/visitors.h"

namespace opora {

// As many as the process may take without asking anybody: the hard limit. Returns it, or what there is.
std::size_t raise_descriptor_limit();

// What the process itself keeps open, at most: files, connections to databases, Kafka, Redis and other services.
std::size_t own_descriptors(std::size_t service_count, std::size_t readers_each);

// What is left for clients, their share of it if they ask for none (0), and half of that for each peer. `kept` are for
// the process itself. Refused with CONNECTIONS_DONT_FIT or DESCRIPTORS_TOO_FEW.
Result<DoorLimits> door_limits(std::size_t descriptors, std::size_t kept, std::size_t most, std::size_t of_peer);

}  // namespace opora
