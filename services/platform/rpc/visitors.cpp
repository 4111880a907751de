#include "platform/rpc/visitors.h"

namespace opora {
namespace {

std::optional<int> first_of(const std::map<std::uint64_t, int>& turns) {
  if (turns.empty()) return std::nullopt;
  return turns.begin()->second;
}

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
  inside_.emplace(number, Visitor{std::move(peer), identity, turn, at});
}

void Visitors::speak(int number) {
  Visitor& visitor = inside_.at(number);
  visitor.is_silent = false;
  silent_.erase(visitor.turn);
  peers_.at(visitor.peer).silent.erase(visitor.turn);
}

void Visitors::leave(int number) {
  const auto found = inside_.find(number);
  if (found == inside_.end()) return;
  speak(number);
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

}  // namespace opora
