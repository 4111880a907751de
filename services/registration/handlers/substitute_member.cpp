// Lets somebody come in another one's place.
#include "registration/domain/substitute_member.h"

#include <algorithm>
#include <span>

#include "platform/lane/gather.h"
#include "registration/handlers/change_group.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance.h"
#include "registration/store/attendee.h"
#include "registration/store/group.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/store/same_people.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

// What is known of one who is to be replaced, and by whom. The one who leaves is in the group under one of their ids.
struct Replaced {
  SubstituteMemberFacts facts;
  PersonId leaver;
};

// Of the groups those alone of the substitute: where the other one is, is looked at by itself.
void leave_groups_of(const PersonId& substitute, const SamePeople& same, Placements& placements) {
  const std::vector<Attendee>& attendees = placements.attendees;
  std::erase_if(placements.groups, [&](const Group& each) {
    return std::ranges::none_of(attendees, [&](const Attendee& attendee) {
      return same.are_one(attendee.person, substitute) && attendee.group == each.id;
    });
  });
}

Result<Replaced> replaced(Transaction& tx, const Group& group, const PersonId& leaver, const PersonId& substitute) {
  const std::vector<PersonId> both{leaver, substitute};
  const std::vector<PersonId> newcomer{substitute};
  const SessionPerson place{group.session, leaver};
  TRY(found, gather(tx, one<Session>(group.session), [&](Reader& reader) { return seats_of(reader, group.session); },
                    all<Person>(both), all<Career>(newcomer),
                    [&](Reader& reader) { return placements_of(reader, group.session, both); },
                    maybe<Attendance>(place)));
  auto& [session, seats, known, careers, placements, came] = found;
  TRY(same, add_others(tx, known, both, group.session, careers, placements));
  TRY(came_otherwise, came_as_another(tx, same, group.session, std::span(&leaver, 1)));

  const std::vector<PersonId> present = in_group(group.id, placements.attendees);
  const bool substitute_is_in =
      std::ranges::any_of(present, [&](const PersonId& each) { return same.are_one(each, substitute); });
  const PersonId in_it = in_it_as(leaver, group.id, placements.attendees, same);
  leave_groups_of(substitute, same, placements);
  std::erase_if(known, [&](const Person& person) { return person.id != substitute; });
  NameGroupMembersFacts naming{group, std::move(known), std::move(careers), std::move(placements), std::move(same)};
  // Under whichever id they are in it: the same person doesn't come in their own place.
  if (substitute_is_in) naming.placements.attendees.push_back({group.session, substitute, group.id});
  const bool has_come = (came && came->counts()) || !came_otherwise.empty();
  return Replaced{{std::move(session), std::move(seats), std::move(naming), has_come}, in_it};
}

}  // namespace

Result<v1::SubstituteMemberResponse> substitute_member(Transaction& tx, const v1::SubstituteMemberRequest& request) {
  const Mention substitute = mention_of(request.substitute());
  TRY(group, tx.load<Group>({request.group_id()}));
  TRY(known, replaced(tx, group, {request.person_id()}, substitute.person));
  const auto& [facts, leaver] = known;
  Said said = said_in(tx, request);
  Strangers told;
  auto decision = decide(facts, leaver, substitute, said.why, tx.now(), told);
  tx.tells_of(told.named_rightly, told.named_wrongly > 0);
  TRY(naming, std::move(decision));
  v1::SubstituteMemberResponse response;
  response.set_was_so_before(naming.events.empty());
  if (naming.events.empty()) return response;

  TRY_DO(change_group(tx, facts.session, facts.seats, group, std::move(naming.events), std::move(said)));
  for (Person& person : naming.newcomers) tx.save(std::move(person));
  tx.save(Attendee{group.session, leaver, GroupId{}});
  tx.save(Attendee{group.session, substitute.person, group.id});
  return response;
}

}  // namespace opora::registration
