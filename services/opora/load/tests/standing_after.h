// What a platform has once a plan was loaded onto it, and nothing else.
#pragma once

#include "opora/load/standing.h"
#include "platform/dates/time_zone.h"
#include "registration/wire.h"
#include "scheduling/wire.h"

namespace opora::load {

namespace standing_after_detail {

inline void add_of_scheduling(Standing& standing, const Command& command) {
  namespace v1 = scheduling::v1;
  const auto add = [](auto& things, auto thing) { things.emplace(thing.id, thing); };
  if (const auto country = as<v1::AddCountryRequest>(command))
    add(standing.countries, scheduling::from_proto(*country));
  if (const auto region = as<v1::AddRegionRequest>(command))
    add(standing.regions, scheduling::from_proto(*region));
  if (const auto site = as<v1::AddSiteRequest>(command))
    add(standing.sites, scheduling::from_proto(*site));
  if (const auto venue = as<v1::AddVenueRequest>(command))
    add(standing.venues, scheduling::from_proto(*venue));
  if (const auto room = as<v1::AddRoomRequest>(command))
    add(standing.rooms, scheduling::from_proto(*room));
  if (const auto programme = as<v1::AddProgrammeRequest>(command))
    add(standing.programmes, scheduling::from_proto(*programme));
  if (const auto project = as<v1::AddProjectRequest>(command))
    add(standing.projects, scheduling::from_proto(*project));
  if (const auto part = as<v1::AddPartnershipRequest>(command))
    add(standing.partnerships, scheduling::from_proto(*part));
  if (const auto round = as<v1::PlanRoundRequest>(command))
    add(standing.rounds, scheduling::from_proto(*round));
  if (const auto more = as<v1::AddRoundRegionsRequest>(command))
    standing.rounds[{more->round_id()}].regions.merge(scheduling::from_proto(*more));
  if (const auto planned = as<v1::PlanSessionRequest>(command)) {
    const scheduling::SessionPlan plan = scheduling::from_proto(*planned);
    const scheduling::Site& site = standing.sites[standing.venues[standing.rooms[plan.room].venue].site];
    standing.sessions[plan.id] = {plan, site.id, site.time_zone, instant_of(plan.local_start, site.time_zone).value(),
                                  instant_of(plan.local_registration_end, site.time_zone).value()};
  }
  if (const auto published = as<v1::PublishSessionRequest>(command)) {
    scheduling::Session& session = standing.sessions[{published->session_id()}];
    session.published = true;
    standing.bookings.push_back({session.plan.room, session.plan.id, {session.starts_at, session.ends_at()},
                                 session.plan.title, session.plan.local_start});
  }
}

inline void add_of_registration(Standing& standing, const Command& command) {
  namespace v1 = registration::v1;
  const auto introduce = [&](const registration::Mention& who) {
    if (who.name.empty()) return;
    standing.people.try_emplace(who.person.value, registration::Person{who.person, who.name, who.occupation});
  };
  if (const auto organisation = as<v1::AddOrganisationRequest>(command)) {
    const registration::Organisation added = registration::from_proto(*organisation);
    standing.organisations.emplace(added.id, added);
  }
  if (const auto members = as<v1::AddRosterMembersRequest>(command))
    for (const auto& [mention, membership] : registration::from_proto(*members).members) {
      introduce(mention);
      if (standing.people.at(mention.person.value).occupation != mention.occupation)
        standing.other_occupations[{mention.person.value, membership.organisation.value, membership.from_date}] =
            mention.occupation;
      registration::Career& career = standing.careers[mention.person.value];
      career.person = mention.person;
      career.memberships.push_back(membership);
    }
  if (const auto registered = as<v1::RegisterGroupRequest>(command)) {
    const registration::RegisterGroup group = registration::from_proto(*registered);
    for (const registration::Mention& member : group.members) introduce(member);
    standing.groups[group.group.value] = {{group.group, group.session, group.organisation, group.head_count,
                                           registration::GroupStatus::confirmed, 1,
                                           static_cast<int>(group.members.size())},
                                          registration::people_of(group.members)};
  }
  if (const auto cancelled = as<v1::CancelGroupRequest>(command))
    standing.groups[cancelled->group_id()].group.status = registration::GroupStatus::cancelled;
  if (const auto batch = as<v1::CheckInBatchRequest>(command))
    for (const v1::Scan& scan : batch->scans()) {
      StandingDoor& door = standing.doors[batch->session_id()];
      const Instant at{scan.scanned_at_us()};
      const auto [came, is_first] = door.came.try_emplace(scan.person_id(), at);
      if (!is_first && at.us < came->second.us) came->second = at;
      door.check_ins.insert(scan.check_in_id());
    }
}

}  // namespace standing_after_detail

inline Standing standing_after(const Plan& plan) {
  Standing standing;
  for (const Stage& stage : plan.stages)
    for (const Chain& chain : stage.chains)
      for (const Command& command : chain) {
        standing_after_detail::add_of_scheduling(standing, command);
        standing_after_detail::add_of_registration(standing, command);
      }
  return standing;
}

}  // namespace opora::load
