// Tells how full a session is, and how seats are given.
#include "registration/handlers/handlers.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

// What decide_seats() and decide_filling() do, for people. They change together.
constexpr std::pair<const char*, const char*> kPolicy[] = {
    {"en",
     "A group gets its seats as a whole, in order of arrival. If they are not free, it waits as a whole. A waiting "
     "group is never overtaken, even by one small enough to fit. Seats that become free before the session starts go "
     "to the first waiting group at once; after the start nobody moves up, and the coordinator gives free seats to "
     "those who are there."},
    {"ru",
     "Группа получает места целиком, в порядке поступления заявок. Если мест не хватает, она целиком ждёт в очереди. "
     "Никто не может обойти ожидающую группу, даже если меньшая группа поместилась бы. Места, освободившиеся до "
     "начала занятия, сразу получает первая группа в очереди; после начала очередь не движется, и свободные места "
     "координатор даёт тем, кто пришёл."},
    {"bg",
     "Групата получава местата си като цяло, по реда на записване. Ако няма достатъчно места, тя чака като цяло. "
     "Никой не изпреварва чакаща група, дори ако по-малка група би се побрала. Местата, освободени преди началото, "
     "веднага получава първата чакаща група; след началото опашката не се движи и координаторът дава "
     "свободните места на дошлите."},
};

}  // namespace

Result<v1::GetSeatsResponse> get_seats(Snapshot& snapshot, const v1::GetSeatsRequest& request) {
  TRY(session, snapshot.load<Session>({request.session_id()}));
  TRY(seats, seats_of(snapshot, session.id));
  v1::GetSeatsResponse response;
  response.set_capacity(session.capacity);
  response.set_confirmed_count(seats.confirmed_count);
  response.set_waiting_group_count(seats.waiting_count);
  response.set_waiting_head_count(seats.waiting_head_count);
  response.set_open(is_open(session, seats, snapshot.now()));
  for (const auto& [language, text] : kPolicy) (*response.mutable_policy()->mutable_by_language())[language] = text;
  return response;
}

}  // namespace opora::registration
