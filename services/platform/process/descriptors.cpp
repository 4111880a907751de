#include "platform/process/descriptors.h"

#include <algorithm>
#include <fstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

// jemalloc's own, in programs that are linked with it.
extern "C" int mallctl(const char* name, void* old, std::size_t* old_length, void* fresh, std::size_t length)
    __attribute__((weak));

namespace opora {
namespace {

// More descriptors than anybody has clients, where the system names no limit.
constexpr std::size_t kEnough = 1 << 20;
constexpr std::size_t kMostByItself = 16'000;
// With TLS. Connections may fill half of the memory, or a crowd would have the process killed for it.
constexpr std::uint64_t kBytesOfConnection = 100'000;
// What the process may hold beside them: its caches, and what is under way.
constexpr std::uint64_t kOwnBytes = 512 << 20;
constexpr std::size_t kFewest = 16;  // with less than this nobody is served well
constexpr std::size_t kOwnBeside = 64, kOwnOfService = 24, kOwnOfReader = 3;

std::string remedy(std::size_t descriptors) {
  return "the limit of open files is " + std::to_string(descriptors) + ": raise it (ulimit -n, LimitNOFILE, ulimits)";
}

}  // namespace

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  rlimit raised = limit;
  raised.rlim_cur = std::min<rlim_t>(limit.rlim_max, kEnough);
  if (raised.rlim_cur > limit.rlim_cur && setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  return std::min<std::size_t>(limit.rlim_cur, kEnough);
}

// Less than a page, so no file is made; and by exactly this number the kernel knows not to tell a program such as
// systemd-coredump either, which a limit of 0 alone does not say to all of them (core(5)).
bool leave_no_core() {
  constexpr rlim_t kNone = 1;
  rlimit limit{};
  if (getrlimit(RLIMIT_CORE, &limit) != 0) return false;
  limit.rlim_cur = limit.rlim_max = std::min(limit.rlim_max, kNone);
  return setrlimit(RLIMIT_CORE, &limit) == 0;
}

std::size_t own_descriptors(std::size_t service_count, std::size_t readers_each) {
  return kOwnBeside + service_count * (kOwnOfService + kOwnOfReader * readers_each);
}

std::uint64_t memory_limit() {
  std::uint64_t bytes = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                        static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);)
    if (line.starts_with("0::")) bytes = std::min(bytes, memory_limit_of("/sys/fs/cgroup", line.substr(3)));
  return bytes;
}

std::uint64_t memory_limit_of(const std::string& root, std::string group) {
  std::uint64_t bytes = UINT64_MAX;
  for (;; group.resize(group.rfind('/'))) {
    std::uint64_t of_group = 0;
    if (std::ifstream(root + group + "/memory.max") >> of_group) bytes = std::min(bytes, of_group);  // or it says "max"
    if (group.find('/') == std::string::npos) return bytes;
  }
}

std::uint64_t bytes_held() {
  std::uint64_t epoch = 1, bytes = 0;
  std::size_t length = sizeof(epoch);
  // What has been given back and is kept for later is no burden.
  if (mallctl != nullptr && mallctl("epoch", &epoch, &length, &epoch, length) == 0 &&
      mallctl("stats.allocated", &bytes, &length, nullptr, 0) == 0)
    return bytes;
  std::uint64_t pages = 0;
  std::ifstream told("/proc/self/statm");
  told >> pages >> pages;
  return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

Result<DoorLimits> door_limits(const Room& room, std::size_t most, std::size_t of_peer) {
  const auto [descriptors, kept, memory] = room;
  // An eighth beside those of clients are for whoever asks about health.
  const std::size_t fit = descriptors > kept ? (descriptors - kept) / 9 * 8 : 0;
  if (fit < kFewest)
    return refuse(Code::invalid, "DESCRIPTORS_TOO_FEW",
                  "The process needs " + std::to_string(kept) + " files for itself and some for its clients, and " +
                      remedy(descriptors) + ".");
  if (most > fit)
    return refuse(Code::invalid, "CONNECTIONS_DONT_FIT",
                  "connections.most is " + std::to_string(most) + ", and " + std::to_string(fit) +
                      " fit, since " + remedy(descriptors) + ", or ask for less.");
  if (most == 0)
    most = std::max(kFewest, std::min<std::size_t>({fit, memory / 2 / kBytesOfConnection, kMostByItself}));
  if (of_peer > most)
    return refuse(Code::invalid, "CONNECTIONS_DONT_FIT",
                  "connections.of_peer is " + std::to_string(of_peer) + ", more than the " + std::to_string(most) +
                      " of all peers together: set connections.most higher, or this lower.");
  const std::uint64_t bytes = std::min(memory / 4 * 3, kOwnBytes + most * kBytesOfConnection);
  return DoorLimits{most, of_peer == 0 ? (most + 1) / 2 : of_peer, bytes, bytes_held};
}

}  // namespace opora
