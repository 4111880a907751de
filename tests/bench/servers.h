// What the platform is compared with: a plain gRPC echo and a journal echo, built alike.
#pragma once

#include <cstddef>
#include <string>

namespace opora::bench {

constexpr const char* kEchoMethod = "/opora.bench.Echo/Echo";

// Answers every call with `response_bytes` bytes; serves until it is told to end by SIGTERM. Says when it is ready, and
// on which port.
int serve_echo(std::size_t response_bytes);
// The same, but durable: a queue, a thread that writes 4 KB and calls fdatasync, then the answers. The least that a
// durable answer can cost.
int serve_journal(const std::string& folder, std::size_t response_bytes);

}  // namespace opora::bench
