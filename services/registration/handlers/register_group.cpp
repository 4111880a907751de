// Registers a group for a session. Tens of thousands of these come in a rush on one session, so everything here is
// found by key, asked for at once, and a batch's commands share what they have in common.
#include "registration/domain/register_group.h"

#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendee.h"
#include "registration/store/group.h"
#include "registration/store/organisation.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/store/same_people.h"
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
  TRY_DO(check_repeated(command, group, placements.attendees));
  TRY(place, waitlist_place(tx, group));
  return response_of(group.status, place);
}

v1::RegisterGroupResponse save(Transaction& tx, const RegisterGroup& command, Seats seats,
                               GroupRegistration registration) {
  Group group{command.group, command.session, command.organisation, command.head_count};
  group.named_count = static_cast<int>(command.members.size());
  group = fold(std::move(group), registration.events);
  const auto response = response_of(group.status, group.status == GroupStatus::waiting ? seats.waiting_count + 1 : 0);

  tx.emit(registration.events);
  for (Person& person : registration.newcomers) tx.save(std::move(person));
  for (const Mention& member : command.members) tx.save(Attendee{command.session, member.person, command.group});
  tx.save(std::move(group));
  tx.save(fold(std::move(seats), registration.events));
  return response;
}

}  // namespace

Result<v1::RegisterGroupResponse> register_group(Transaction& tx, const v1::RegisterGroupRequest& request) {
  RegisterGroup command = from_proto(request);
  const std::vector<PersonId> people = people_of(command.members);
  TRY(found, gather(tx, one<Session>(command.session), one<Organisation>(command.organisation),
                    maybe<Group>(command.group), all<Person>(people), all<Career>(nameless(command.members)),
                    [&](Reader& reader) { return seats_of(reader, command.session); },
                    [&](Reader& reader) { return placements_of(reader, command.session, people); }));
  auto& [session, organisation, present, known, careers, seats, placements] = found;
  if (present) return answer_again(tx, command, *present, placements);
  command.is_start_in_doubt = !tx.is_time_confirmed() && session.promotes(tx.confirmed_now());
  // In a rush nobody who is known is named again, and nothing more is looked up.
  TRY(more_careers, tx.load_all<Career>(known_by_name(command.members, known)));
  std::ranges::move(more_careers, std::back_inserter(careers));
  TRY(same, add_others(tx, known, people, command.session, careers, placements));

  const RegisterGroupFacts facts{std::move(session), std::move(seats),      std::move(known),
                                 std::move(careers), std::move(placements), std::move(same)};
  Strangers told;
  auto registration = decide(facts, command, tx.now(), told);
  tx.tells_of(told.named_rightly, told.named_wrongly > 0);
  TRY(decided, std::move(registration));
  return save(tx, command, facts.seats, std::move(decided));
}

}  // namespace opora::registration
