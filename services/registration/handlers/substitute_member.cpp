// Lets somebody come in another one's place.
#include "registration/domain/substitute_member.h"

#include <algorithm>

#include "platform/lane/gather.h"
#include "registration/handlers/change_group.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance.h"
#include "registration/store/attendee.h"
#include "registration/store/group.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

Result<SubstituteMemberFacts> facts_of(Transaction& tx, const Group& group, const PersonId& leaver,
                                       const PersonId& substitute) {
  const std::vector<PersonId> both{leaver, substitute};
  const std::vector<PersonId> newcomer{substitute};
  const SessionPerson place{group.session, leaver};
  TRY(found, gather(tx, one<Session>(group.session), [&](Reader& reader) { return seats_of(reader, group.session); },
                    all<Person>(newcomer), all<Career>(newcomer),
                    [&](Reader& reader) { return placements_of(reader, group.session, both); },
                    maybe<Attendance>(place)));
  auto& [session, seats, known, careers, placements, came] = found;
  // Of the groups those alone of the substitute: where the other one is, is looked at by itself.
  const std::vector<Attendee>& attendees = placements.attendees;
  const auto is_elsewhere = [&](const Group& each) {
    return std::ranges::none_of(attendees, [&](const Attendee& attendee) {
      return attendee.person == substitute && attendee.group == each.id;
    });
  };
  std::erase_if(placements.groups, is_elsewhere);
  NameGroupMembersFacts naming{group, std::move(known), std::move(careers), std::move(placements)};
  return SubstituteMemberFacts{std::move(session), std::move(seats), std::move(naming), came && came->counts()};
}

}  // namespace

Result<v1::SubstituteMemberResponse> substitute_member(Transaction& tx, const v1::SubstituteMemberRequest& request) {
  const PersonId leaver{request.person_id()};
  const Mention substitute = mention_of(request.substitute());
  TRY(group, tx.load<Group>({request.group_id()}));
  TRY(facts, facts_of(tx, group, leaver, substitute.person));
  Said said = said_in(tx, request);
  Strangers told;
  auto decision = decide(facts, leaver, substitute, said.why, tx.now(), told);
  tx.tells_of(told.named_rightly, told.named_wrongly > 0);
  TRY(naming, std::move(decision));
  if (naming.events.empty()) return v1::SubstituteMemberResponse();

  TRY_DO(change_group(tx, facts.session, facts.seats, group, std::move(naming.events), std::move(said)));
  for (Person& person : naming.newcomers) tx.save(std::move(person));
  tx.save(Attendee{group.session, leaver, GroupId{}});
  tx.save(Attendee{group.session, substitute.person, group.id});
  return v1::SubstituteMemberResponse();
}

}  // namespace opora::registration
