#include "platform/rpc/visitors.h"

namespace opora {
namespace {

std::optional<int> first_of(const std::map<std::uint64_t, int>& turns) {
  if (turns.empty()) return std::nullopt;
  return turns.begin()->second;
}

constexpr std::size_t kSiteBytes = 6;  // /48; an IPv4 address is shorter

std::string neighbourhood_of(const std::string& peer) { return peer.substr(0, kSiteBytes); }

}  // namespace

Visitors::Room Visitors::room_for(const std::string& peer) const {
  const auto found = peers_.find(peer);
  if (!peer.empty() && found != peers_.end() && found->second.count >= limits_.of_peer) return Room::full_of_peer;
  return is_full() ? Room::full : Room::enough;
}

void Visitors::enter(int number, std::string peer, std::uint64_t identity, Time at) {
  leave(number);  // it is closed, or its number would not be given out again
  const std::uint64_t turn = ++turn_;
  Peer& of = peers_[peer];
  ++of.count;
  of.silent.emplace(turn, number);
  silent_.emplace(turn, number);
  move_in(peer, turn, number);
  inside_.emplace(number, Visitor{std::move(peer), identity, turn, at});
}

void Visitors::speak(int number) {
  Visitor& visitor = inside_.at(number);
  visitor.is_silent = false;
  silent_.erase(visitor.turn);
  peers_.at(visitor.peer).silent.erase(visitor.turn);
}

std::uint64_t Visitors::receive(int number, std::uint64_t bytes) {
  const std::uint64_t before = std::exchange(inside_.at(number).received, bytes);
  return bytes < before ? 0 : bytes - before;  // it is closed, and its number perhaps another's
}

void Visitors::leave(int number) {
  const auto found = inside_.find(number);
  if (found == inside_.end()) return;
  speak(number);
  move_out(found->second.peer, found->second.turn);
  const auto peer = peers_.find(found->second.peer);
  if (--peer->second.count == 0) peers_.erase(peer);
  inside_.erase(found);
}

std::optional<int> Visitors::longest_silent(const std::string& peer) const {
  const auto found = peers_.find(peer);
  return found == peers_.end() ? std::nullopt : first_of(found->second.silent);
}

std::optional<int> Visitors::longest_silent() const { return first_of(silent_); }

std::optional<int> Visitors::silent_since(Time at) const {
  const auto first = first_of(silent_);
  return first && inside_.at(*first).at <= at ? first : std::nullopt;
}

void Visitors::move_in(const std::string& peer, std::uint64_t turn, int number) {
  if (peer.empty()) return;
  const std::string neighbourhood = neighbourhood_of(peer);
  Turns& turns = neighbourhoods_[neighbourhood];
  by_size_.erase({turns.size(), neighbourhood});
  turns.emplace(turn, number);
  by_size_.emplace(turns.size(), neighbourhood);
}

void Visitors::move_out(const std::string& peer, std::uint64_t turn) {
  if (peer.empty()) return;
  const std::string neighbourhood = neighbourhood_of(peer);
  Turns& turns = neighbourhoods_.at(neighbourhood);
  by_size_.erase({turns.size(), neighbourhood});
  turns.erase(turn);
  if (turns.empty())
    neighbourhoods_.erase(neighbourhood);
  else
    by_size_.emplace(turns.size(), neighbourhood);
}

std::optional<int> Visitors::last_of_most(const std::string& peer) const {
  if (peer.empty() || by_size_.empty()) return std::nullopt;
  const auto& [most, where] = *by_size_.rbegin();
  const auto own = neighbourhoods_.find(neighbourhood_of(peer));
  const std::size_t own_count = own == neighbourhoods_.end() ? 0 : own->second.size();
  if (own_count + 1 >= most) return std::nullopt;
  return neighbourhoods_.at(where).rbegin()->second;
}

}  // namespace opora
