// Ground for registrations: places, an organisation, a round, and as many published sessions in it as one likes.
#pragma once

#include <string>

#include "platform/clock/clock.h"
#include "platform/ids/ids.h"
#include "platform/rpc/client.h"

namespace opora::testing {

class PlannedSessions {
 public:
  // Adds the organisation, under its id, and the rest through an administrator's client. Here and below: throws
  // std::runtime_error if something is refused.
  PlannedSessions(Client& administrator, const std::string& organisation);

  // Plans and publishes a session of this capacity, each on a day of its own; returns its id.
  std::string publish(int capacity);
  // The same, with an hour between the end of registration, to the minute, and the start.
  std::string publish_closing(int capacity, Instant registration_end);
  // Returns once the registration that the client reaches knows all that were published.
  void wait_until_known(Client& client) const;
  // The round that all sessions are in.
  const std::string& round() const { return round_; }
  // The region that it is held in.
  const std::string& region() const { return region_; }

 private:
  std::string publish_at(int capacity, const std::string& start, const std::string& registration_end);
  void add_room(const std::string& organisation);
  void add_round();
  template <class Response, class Request>
  void send(Request& request);
  std::string new_id() { return ids_.next(clock_.now()); }

  Client& administrator_;
  SystemClock clock_;
  IdSource ids_;
  std::string region_, room_, project_, round_, last_published_;
  int published_count_ = 0;
};

}  // namespace opora::testing
