// Tells how full a session is, and how seats are given: what decide_seats(), decide_filling() and PassOverWaitlist do,
// in the words of seat_policy. They change together.
#include "platform/text/text_message.h"
#include "registration/handlers/handlers.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"
#include "registration_words.h"

namespace opora::registration {

Result<v1::GetSeatsResponse> get_seats(Snapshot& snapshot, const v1::GetSeatsRequest& request) {
  TRY(session, snapshot.load<Session>({request.session_id()}));
  TRY(seats, seats_of(snapshot, session.id));
  v1::GetSeatsResponse response;
  response.set_capacity(session.capacity);
  response.set_confirmed_count(seats.confirmed_count);
  response.set_waiting_group_count(seats.waiting_count);
  response.set_waiting_head_count(seats.waiting_head_count);
  response.set_open(is_open(session, seats, snapshot.now()));
  put_text(registration_words().text("seat_policy"), *response.mutable_policy());
  return response;
}

}  // namespace opora::registration
