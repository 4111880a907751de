// Who is inside, and whether there is room for one more: so many in all, and so many of one peer. Knows numbers of
// descriptors, and nothing of sockets.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace opora {

struct DoorLimits {
  std::size_t most = 4096;
  std::size_t of_peer = 2048;
  // What the process may hold in memory, and what it holds: beyond it, whoever sends most has to go. None: no bound.
  std::uint64_t bytes_most = 0;
  std::uint64_t (*bytes_held)() = nullptr;
};

class Visitors {
 public:
  using Time = std::chrono::steady_clock::time_point;
  enum class Room { enough, full, full_of_peer };

  explicit Visitors(DoorLimits limits) : limits_(limits) {}

  std::size_t count() const { return inside_.size(); }
  bool is_full() const { return inside_.size() >= limits_.most; }
  // Whether one more of the peer fits. Who has no address (an empty peer) shares in all the room there is.
  Room room_for(const std::string& peer) const;

  // `identity` tells a descriptor from a later one of the same number.
  void enter(int number, std::string peer, std::uint64_t identity, Time at);
  // Its first bytes have come; until then it is silent.
  void speak(int number);
  void leave(int number);

  // The one that came in first of those that are silent: of the peer, or of all.
  std::optional<int> longest_silent(const std::string& peer) const;
  std::optional<int> longest_silent() const;
  std::optional<int> silent_since(Time at) const;  // of those that came before
  // Who has to go for one more of the peer when it is full and nobody is silent: the one that came in last from the
  // neighbourhood (an IPv4 address, an IPv6 site's /48) that has most, so that a few of them can't take all places.
  // Nobody where it would not have more than the peer's afterwards, or without an address, as a process's own peers.
  std::optional<int> last_of_most(const std::string& peer) const;

  struct Visitor {
    std::string peer;
    std::uint64_t identity;
    std::uint64_t turn;  // in which they came
    Time at;
    bool is_silent = true;
    std::uint64_t received = 0;  // bytes, when that was last looked at
  };
  const std::unordered_map<int, Visitor>& inside() const { return inside_; }
  // So much has come from it in all; returns how much of that is new.
  std::uint64_t receive(int number, std::uint64_t bytes);

 private:
  using Turns = std::map<std::uint64_t, int>;  // a turn, and whose it is
  struct Peer {
    std::size_t count = 0;
    Turns silent;
  };
  void move_in(const std::string& peer, std::uint64_t turn, int number);
  void move_out(const std::string& peer, std::uint64_t turn);

  const DoorLimits limits_;
  std::uint64_t turn_ = 0;
  std::unordered_map<int, Visitor> inside_;
  std::unordered_map<std::string, Peer> peers_;
  Turns silent_;
  std::unordered_map<std::string, Turns> neighbourhoods_;
  std::set<std::pair<std::size_t, std::string>> by_size_;  // of neighbourhoods
};

}  // namespace opora
