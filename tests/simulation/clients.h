// The people of the simulation: each acts now and then, as people do, and keeps trying until it was answered.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/testing/manual_clock.h"
#include "simulation/asking.h"
#include "simulation/network.h"
#include "simulation/post.h"

namespace opora::simulation {

// What everybody needs to act.
struct Stage {
  Dice& dice;
  const testing::ManualClock& clock;
  Post& post;
  Network& network;
  Asking& asking;
  Trace& trace;
  std::string new_id() { return dice.id(clock.now()); }
  // Everybody wants the first session most, and it is the first one whose doors open.
  const KnownSession& session() { return dice.chance(500) ? network.sessions.front() : dice.pick(network.sessions); }
};

class Client {
 public:
  virtual ~Client() = default;
  virtual void act() = 0;
  // Has been answered all it wants; most people never have.
  virtual bool has_finished() const { return false; }
};

// Plans places, rounds and sessions, one after the other, and publishes the sessions.
std::unique_ptr<Client> make_planner(Stage& stage);
// Says of sessions that are planned how they are now: elsewhere, at another time, for others, called otherwise, or not
// at all.
std::unique_ptr<Client> make_replanner(Stage& stage);
// Coordinates the region beside: plans in rounds, whether they are held there or not, and reads their reports.
std::unique_ptr<Client> make_neighbour(Stage& stage, Verdict& verdict);
// Speaks for an organisation: registers groups, names people, cancels, resends, and makes mistakes.
std::unique_ptr<Client> make_organisation(Stage& stage);
// Stands at the doors and scans.
std::unique_ptr<Client> make_door(Stage& stage);
// Puts right who came, and says how many came without names.
std::unique_ptr<Client> make_reviewer(Stage& stage);
// Asks whose the keys of a list are, and puts people on rosters.
std::unique_ptr<Client> make_lister(Stage& stage);
// Puts right who has left where and when, and what people are called and work as.
std::unique_ptr<Client> make_corrector(Stage& stage);
// Says of people and organisations that they are one, or two after all, and has both cards of somebody's scanned.
std::unique_ptr<Client> make_merger(Stage& stage);
// Asks how full sessions are and what a round has reached, and expects to see what it saw before.
std::unique_ptr<Client> make_reader(Stage& stage, Verdict& verdict,
                                    std::function<LogHead(const std::string& service)> head_of);

// Adds the questionnaire, drafts series of waves, also wrong ones, and draws sheets.
std::unique_ptr<Client> make_drafter(Stage& stage);
// The two of each series: they are shown passphrases, type them back, mistake them, and put somebody else in the other
// one's place.
std::unique_ptr<Client> make_keepers(Stage& stage, Verdict& verdict);
// All who have sheets, and some who have none: they answer, once and again, too early and too late, with the token for
// another time, with one that was made up.
std::unique_ptr<Client> make_answerer(Stage& stage, Verdict& verdict);
// Closes waves, counts on being told nothing too early, and opens them.
class Opener : public Client {
 public:
  // Closes and opens whatever can be, for the last time.
  virtual void finish() = 0;
};
std::unique_ptr<Opener> make_opener(Stage& stage, Verdict& verdict);

}  // namespace opora::simulation
