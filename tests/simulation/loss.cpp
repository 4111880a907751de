// A database that is put back to an earlier copy, as after a failover to a standby that lacked the last commits. Nobody
// says a word: who had read further has to find out, and nothing that is counted may come of two pasts. What was
// answered since the copy is sent again.
#include "simulation/world.h"

namespace opora::simulation {

void World::choose_loss(int turn_count) {
  if (faults_.loses == 0) return;
  copy_at_ = dice_.between(1, turn_count - 20);
  lose_at_ = dice_.between(copy_at_ + 1, turn_count - 1);
}

void World::copy_or_lose(int turn) {
  if (dice_.chance(100)) rebuild_stopped();
  if (turn == lose_at_) return lose_what_came_since();
  if (turn != copy_at_) return;
  SimulatedHost& host = host_of("registration");
  host.keep_copy();
  copied_count_ = post_.decided_count();
  head_of_copy_ = host.host().log()->head().position;
  trace_.line("a copy of registration's database, after ", place_in("registration", head_of_copy_));
}

void World::lose_what_came_since() {
  SimulatedHost& host = host_of("registration");
  trace_.line("registration's database is put back to ", place_in("registration", head_of_copy_));
  run_in_nothing();
  const std::int64_t read = host_of("reporting").consumed()["registration"];
  others_had_read_ = read > head_of_copy_ ? read : 0;
  host.put_back();
  post_.lost(host.name());
  post_.forget_since(host.name(), copied_count_);
  for (const auto& log : logs_)
    if (log->name() == host.name()) log->forget_what_was_shown();
  shown_[host.name()] = head_of_copy_;
  ends_read_ = 0;
  reopened_until_.clear();
  has_lost_ = true;
}

void World::note_turn(const SimulatedHost& host, bool is_whole) {
  if (host.name() != "registration") return;
  if (is_whole && host.life() == told_in_life_) could_know_ = true;
  told_in_life_ = 0;
}

void World::rebuild_stopped() {
  for (const std::string& name : std::exchange(stopped_, {})) {
    trace_.line("an operator rebuilds ", name);
    host_of(name).rebuild();
    post_.lost(name);
  }
}

}  // namespace opora::simulation
