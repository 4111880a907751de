// Registers a group for a session. Tens of thousands of these come in a rush on one session, so everything here is
// found by key, asked for at once, and a batch's commands share what they have in common.
#include "registration/handlers/handlers.h"
#include "registration/introduce.h"
#include "registration/store/attendee.h"
#include "registration/store/group.h"
#include "registration/store/organisation.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

v1::RegisterGroupResponse response_of(GroupStatus status, int place) {
  v1::RegisterGroupResponse response;
  response.set_status(to_proto(status));
  response.set_waitlist_place(place);
  return response;
}

// A retry from after the first answer was forgotten: it hears where its group stands now.
Result<v1::RegisterGroupResponse> answer_again(Transaction& tx, const RegisterGroup& command, const Group& group,
                                               const Placements& placements) {
  if (!asks_for(command, group, placements.attendees))
    return refuse(Code::conflict, "ID_TAKEN", "Another group has this id. Make a new id for the new group.");
  TRY(place, waitlist_place(tx, group));
  return response_of(group.status, place);
}

// Everything that stands against the command, whatever the seats are.
Result<std::vector<Person>> check(Transaction& tx, const RegisterGroup& command, const std::vector<Person>& known,
                                  const std::vector<Career>& careers, const Placements& placements) {
  TRY_DO(check_members(command.head_count, command.members));
  TRY_DO(check_acquaintance(command.organisation, command.members, known, careers));
  TRY(added, introduce(tx, command.organisation, command.members, known));
  TRY_DO(check_elsewhere(command.group, placements.groups));
  return added;
}

v1::RegisterGroupResponse save(Transaction& tx, const RegisterGroup& command, Seats seats, std::vector<Person> added,
                               const Events& events) {
  Group group{command.group, command.session, command.organisation, command.head_count};
  group.named_count = static_cast<int>(command.members.size());
  group = fold(std::move(group), events);
  const auto response = response_of(group.status, group.status == GroupStatus::waiting ? seats.waiting_count + 1 : 0);

  tx.emit(events);
  for (Person& person : added) tx.save(std::move(person));
  for (const Mention& member : command.members) tx.save(Attendee{command.session, member.person, command.group});
  tx.save(std::move(group));
  tx.save(fold(std::move(seats), events));
  return response;
}

}  // namespace

Result<v1::RegisterGroupResponse> register_group(Transaction& tx, const v1::RegisterGroupRequest& request) {
  RegisterGroup command = from_proto(request);
  // Whoever is passed over stays so: that takes more than one clock's word that the session has begun.
  if (!tx.is_time_confirmed()) command.in_order_of_arrival = true;
  const std::vector<PersonId> people = people_of(command.members);
  auto found_session = tx.load<Session>(command.session);
  auto found_organisation = tx.load<Organisation>(command.organisation);
  auto found_seats = seats_of(tx, command.session);
  auto found_group = tx.find<Group>(command.group);
  auto found_people = tx.load_all<Person>(people);
  auto found_careers = tx.load_all<Career>(nameless(command.members));
  auto found_placements = placements_of(tx, command.session, people);

  TRY(session, std::move(found_session));
  TRY_DO(found_organisation.map([](const Organisation&) {}));
  TRY(present, std::move(found_group));
  TRY(placements, std::move(found_placements));
  if (present) return answer_again(tx, command, *present, placements);
  TRY(seats, std::move(found_seats));
  TRY(known, std::move(found_people));
  TRY(careers, std::move(found_careers));
  TRY(events, decide(session, seats, command, tx.now()));
  TRY(added, check(tx, command, known, careers, placements));
  return save(tx, command, std::move(seats), std::move(added), events);
}

}  // namespace opora::registration
