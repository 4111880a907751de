// Adds people to an organisation's roster: all of them or none.
#include <map>

#include "registration/handlers/handlers.h"
#include "registration/introduce.h"
#include "registration/store/organisation.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

using Careers = std::map<PersonId, Career>;

// What each member's membership changes, on top of what the earlier ones did: the same person may be listed twice.
Result<Events> decide_all(Careers& careers, const v1::AddRosterMembersRequest& request) {
  Events events;
  for (const v1::RosterMember& member : request.members()) {
    Career& career = careers.at({member.person_id()});
    TRY(added, decide_membership(career, membership_in(member, {request.organisation_id()})));
    career = fold(std::move(career), added);
    events.insert(events.end(), added.begin(), added.end());
  }
  return events;
}

}  // namespace

Result<v1::AddRosterMembersResponse> add_roster_members(Transaction& tx, const v1::AddRosterMembersRequest& request) {
  const std::vector<Mention> mentions = mentions_in(request.members());
  const std::vector<PersonId> people = people_of(mentions);
  auto organisation = tx.load<Organisation>({request.organisation_id()});
  auto found_people = tx.load_all<Person>(people);
  auto found_careers = tx.load_all<Career>(people);
  TRY_DO(organisation.map([](const Organisation&) {}));
  TRY(known, std::move(found_people));
  TRY(present, std::move(found_careers));

  TRY(added, introduce(tx, {request.organisation_id()}, mentions, known));
  Careers careers;
  for (const PersonId& person : people) careers.try_emplace(person, Career{person, {}});
  for (Career& career : present) careers[career.person] = career;
  TRY(events, decide_all(careers, request));

  tx.emit(events);
  for (Person& person : added) tx.save(std::move(person));
  if (!events.empty())
    for (auto& [person, career] : careers) tx.save(std::move(career));
  return v1::AddRosterMembersResponse();
}

}  // namespace opora::registration
