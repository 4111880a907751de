// Takes some people out of a group who don't come; their seats go to the waitlist.
#include "registration/domain/cancel_members.h"

#include "platform/lane/gather.h"
#include "registration/handlers/change_group.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance.h"
#include "registration/store/attendee.h"
#include "registration/store/group.h"
#include "registration/store/person.h"
#include "registration/store/same_people.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"

namespace opora::registration {
namespace {

// Those listed, each under the id under which they are in the group.
void put_in_it(const SamePeople& same, const CancelMembersFacts& facts, std::vector<PersonId>& people) {
  for (PersonId& person : people) person = in_it_as(person, facts.group.id, facts.attendees, same);
}

}  // namespace

Result<v1::CancelMembersResponse> cancel_members(Transaction& tx, const v1::CancelMembersRequest& request) {
  Said said = said_in(tx, request);
  CancelMembers command{{}, request.unnamed_count(), said.why};
  for (const std::string& person : request.person_ids()) command.people.push_back({person});
  TRY(group, tx.load<Group>({request.group_id()}));
  const std::vector<PersonId> listed = command.people;
  const std::vector<SessionPerson> places = at_session(group.session, listed);
  TRY(found, gather(tx, one<Session>(group.session), [&](Reader& reader) { return seats_of(reader, group.session); },
                    all<Person>(listed), all<Attendance>(places),
                    [&](Reader& reader) { return placements_of(reader, group.session, listed); }));
  auto& [session, seats, known, attendances, placements] = found;
  std::vector<Career> no_careers;
  TRY(same, add_others(tx, known, listed, group.session, no_careers, placements));
  TRY(came, came_as_another(tx, same, group.session, listed));
  CancelMembersFacts facts{std::move(session), group, std::move(placements.attendees), std::move(came)};
  for (const Attendance& attendance : attendances)
    if (attendance.counts()) facts.came.push_back(attendance.person);
  put_in_it(same, facts, command.people);
  TRY(change, decide(facts, command, tx.now()));

  std::vector<PersonId> leavers;
  for (const Event& event : change) leavers = std::get<GroupMembersCancelled>(event).people;
  TRY(changed, change_group(tx, facts.session, seats, group, std::move(change), std::move(said)));
  for (const PersonId& leaver : leavers) tx.save(Attendee{group.session, leaver, GroupId{}});
  v1::CancelMembersResponse response;
  response.set_head_count(changed.group.head_count);
  response.set_promoted_count(changed.promoted_count);
  return response;
}

}  // namespace opora::registration
