// Seats and waitlists as the contract's words have them, replayed from the commands that were accepted. Of the answers
// it knows no more than that; of the platform's code, nothing: so that a mistake is not in both.
//
//   - A group is seated as a whole or waits as a whole, in order of arrival. It is seated if nobody waits and it fits.
//   - What becomes free goes to the first of the waitlist, as long as that fits, until the session begins.
//   - From then on the waitlist moves no more: a late entry gets free seats, unless it is entered in its order.
//   - More people get seats only if these are free and nobody waits, and wait with a group only if nobody waits behind
//     it. Else they wait as a group of their own at the end.
//   - Fewer people free seats, and a waiting group keeps its place. With a smaller room nobody loses a seat.
//   - A coordinator may let a group pass over the first of the waitlist.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <google/protobuf/message.h>

#include "platform/clock/clock.h"

namespace opora::load {

enum class PartyStanding { seated, waiting, cancelled };

class ReplayedSeats {
 public:
  void hear(const google::protobuf::Message& accepted, Instant now);

  bool has_group(const std::string& id) const { return sessions_.contains(id); }
  // The session, then its groups in order of arrival: as seats_told() has it.
  std::vector<std::string> seats(const std::string& session) const;

 private:
  struct Party {
    std::string id;
    int heads = 0;
    PartyStanding standing = PartyStanding::waiting;
  };
  struct Desk {
    int capacity = 0;
    Instant starts_at{};
    std::vector<Party> parties = {};  // in order of arrival
  };

  bool hear_of_session(const google::protobuf::Message& accepted, Instant now);
  void hear_of_group(const google::protobuf::Message& accepted, Instant now);
  void plan(const std::string& session, int capacity, const std::string& local_start, Instant now);
  void enter(const std::string& session, Party party, bool passes_when_begun, Instant now);
  void change(const std::string& group, int heads, const std::string& part);
  void take_out(const std::string& group, int heads);
  void set(const std::string& group, PartyStanding standing);
  Desk& desk_of(const std::string& group) { return desks_.at(sessions_.at(group)); }
  static Party& party_of(Desk& desk, const std::string& group);
  static int free_seats(const Desk& desk);
  static bool somebody_waits(const Desk& desk);
  static bool is_last_of_waitlist(const Desk& desk, const Party& party);
  static void seat_the_first(Desk& desk, Instant now);

  std::map<std::string, Desk> desks_;            // by session
  std::map<std::string, std::string> sessions_;  // of groups
};

// How a line of either says it.
std::string line_of_session(int capacity, int taken, int waiting_groups, int waiting_heads);
std::string line_of_group(const std::string& id, PartyStanding standing, int heads, int place);

}  // namespace opora::load
