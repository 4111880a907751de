// How many files and how much memory a process may have, and how many connections of clients that is room for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "platform/result/result.h"
#include "platform/rpc/visitors.h"

namespace opora {

// As many as the process may take without asking anybody: the hard limit. Returns it, or what there is.
std::size_t raise_descriptor_limit();

// What the process itself keeps open, at most: files, connections to databases, Kafka, Redis and other services.
std::size_t own_descriptors(std::size_t service_count, std::size_t readers_each);

// From now on nobody writes the process's memory to a disk when it crashes: passphrases may be in it. Whether that is
// so. It can't be taken back, and what the process starts keeps to it.
bool leave_no_core();

// Bytes of memory: the machine's, or what the process's control group may have of it (cgroup v2).
std::uint64_t memory_limit();
// The least of what a group and those that it lies in may have, by their files below `root`; UINT64_MAX if any.
std::uint64_t memory_limit_of(const std::string& root, std::string group);

// Bytes that the process holds: what the allocator has given out, or else what is resident.
std::uint64_t bytes_held();

struct Room {
  std::size_t descriptors;
  std::size_t kept;  // of them for the process itself
  std::uint64_t memory;
};

// How many connections clients may have, and how many of them each peer: what is asked for or, if that is 0, as many as
// there is room for, and half of them. Refused with CONNECTIONS_DONT_FIT or DESCRIPTORS_TOO_FEW.
Result<DoorLimits> door_limits(const Room& room, std::size_t most, std::size_t of_peer);

}  // namespace opora
