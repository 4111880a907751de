#include "opora/load/standing.h"

#include <algorithm>
#include <set>

#include "opora/load/pages.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/dates/time_zone.h"
#include "platform/service/contract_enum.h"
#include "platform/text/text_message.h"

namespace opora::load {
namespace {

namespace s = scheduling::v1;
namespace r = registration::v1;

// What the plan's commands speak of, by its ids.
struct Named {
  std::set<std::string> programmes, rounds, rooms, regions, organisations, sessions;
};

void add_named(const Command& command, Named& named) {
  if (const auto region = as<s::AddRegionRequest>(command)) named.regions.insert(region->region_id());
  if (const auto programme = as<s::AddProgrammeRequest>(command)) named.programmes.insert(programme->programme_id());
  if (const auto round = as<s::PlanRoundRequest>(command)) named.rounds.insert(round->round_id());
  if (const auto regions = as<s::AddRoundRegionsRequest>(command))
    named.regions.insert(regions->region_ids().begin(), regions->region_ids().end());
  if (const auto session = as<s::PlanSessionRequest>(command)) {
    named.sessions.insert(session->session_id());
    named.rooms.insert(session->room_id());
  }
  if (const auto added = as<r::AddOrganisationRequest>(command)) named.organisations.insert(added->organisation_id());
}

Named named_in(const Plan& plan) {
  Named named;
  for (const Stage& stage : plan.stages)
    for (const Chain& chain : stage.chains)
      for (const Command& command : chain) add_named(command, named);
  return named;
}

void add_place(const s::Place& place, Standing& network) {
  const LocalizedText name = text_of(place.name());
  switch (place.kind()) {
    case s::PLACE_KIND_COUNTRY:
      network.countries[{place.place_id()}] = {{place.place_id()}, place.code(), name};
      return;
    case s::PLACE_KIND_REGION:
      network.regions[{place.place_id()}] = {{place.place_id()}, {place.parent_id()}, name};
      return;
    case s::PLACE_KIND_SITE:
      network.sites[{place.place_id()}] = {{place.place_id()}, {place.parent_id()}, name, place.time_zone()};
      return;
    case s::PLACE_KIND_VENUE:
      network.venues[{place.place_id()}] = {{place.place_id()}, {place.parent_id()}, name};
      return;
    case s::PLACE_KIND_ROOM:
      network.rooms[{place.place_id()}] = {{place.place_id()}, {place.parent_id()}, name, place.capacity()};
      return;
    default:
      return;  // of a kind that this build doesn't know, so that no folder of its has one
  }
}

scheduling::Round round_of(const s::Round& told) {
  scheduling::Round round{{told.round_id()}, {told.programme_id()}, {}, text_of(told.name()), told.year()};
  for (const std::string& project : told.project_ids()) round.projects.insert({project});
  for (const std::string& region : told.region_ids()) round.regions.insert({region});
  return round;
}

scheduling::Session session_of(const s::Session& told) {
  scheduling::Session session;
  session.plan = {{told.session_id()}, {told.round_id()}, {told.project_id()}, {told.room_id()},
                  enum_cast<scheduling::SessionKind>(told.kind()), text_of(told.title()), told.topic(),
                  told.audience(), told.local_start(), std::chrono::minutes(told.duration_minutes()),
                  told.capacity(), told.local_registration_end()};
  session.site = {told.site_id()};
  session.time_zone = told.time_zone();
  session.starts_at = instant_of(told.local_start(), told.time_zone()).value_or(Instant{});
  session.registration_ends_at = instant_of(told.local_registration_end(), told.time_zone()).value_or(Instant{});
  session.published = told.published();
  session.version = told.version();
  session.cancelled = told.cancelled();
  return session;
}

Instant scanned_at(const r::CheckIn& told) {
  return {told.scanned_at().seconds() * 1'000'000 + told.scanned_at().nanos() / 1'000};
}

class Reading {
 public:
  Reading(const Plan& plan, Standing network, const Query& query)
      : named_(named_in(plan)), query_(query), standing_(std::move(network)) {}

  Result<Standing> read() {
    TRY_DO(read_programmes());
    TRY_DO(read_rounds());
    for (const std::string& organisation : named_.organisations)
      if (is_readable(organisation)) TRY_DO(read_roster(organisation));
    for (const auto& [id, session] : standing_.sessions) {
      if (!session.published || !named_.sessions.contains(id.value)) continue;
      const auto known = read_groups(id.value).and_then([&] { return read_door(id.value); });
      if (!known && known.error().reason != "UNKNOWN_SESSION") return tl::unexpected(known.error());
    }
    return std::move(standing_);
  }

 private:
  Result<void> read_programmes();
  Result<void> read_rounds();
  Result<void> read_sessions(const std::string& round, bool is_of_folder);
  bool is_readable(const std::string& organisation) const;
  Result<void> read_roster(const std::string& organisation);
  Result<void> read_groups(const std::string& session);
  Result<void> read_door(const std::string& session);

  const Named named_;
  const Query& query_;
  Standing standing_;
};

Result<void> Reading::read_programmes() {
  TRY_DO(pages<s::ListProgrammesResponse>(query_, s::ListProgrammesRequest(), [&](const auto& page) {
    for (const s::Programme& told : page.programmes())
      if (named_.programmes.contains(told.programme_id()))
        standing_.programmes[{told.programme_id()}] = {{told.programme_id()}, text_of(told.name())};
  }));
  for (const auto& [programme, known] : standing_.programmes) {
    s::ListProjectsRequest projects;
    projects.set_programme_id(programme.value);
    TRY_DO(pages<s::ListProjectsResponse>(query_, projects, [&](const auto& page) {
      for (const s::Project& told : page.projects())
        standing_.projects[{told.project_id()}] = {{told.project_id()}, {told.programme_id()}, text_of(told.name())};
    }));
  }
  for (const auto& [project, known] : standing_.projects) {
    s::ListPartnershipsRequest partnerships;
    partnerships.set_project_id(project.value);
    TRY_DO(pages<s::ListPartnershipsResponse>(query_, partnerships, [&](const auto& page) {
      for (const s::Partnership& told : page.partnerships())
        standing_.partnerships[{told.partnership_id()}] = {{told.partnership_id()},
                                                           {told.project_id()},
                                                           {told.organisation_id()},
                                                           enum_cast<scheduling::PartnerRole>(told.role())};
    }));
  }
  return {};
}

// A room may be taken by any round that is held in its region.
Result<void> Reading::read_rounds() {
  std::vector<std::string> others;
  TRY_DO(pages<s::ListRoundsResponse>(query_, s::ListRoundsRequest(), [&](const s::ListRoundsResponse& page) {
    for (const s::Round& round : page.rounds()) {
      const auto is_near = [&](const std::string& region) { return named_.regions.contains(region); };
      if (named_.rounds.contains(round.round_id()))
        standing_.rounds[{round.round_id()}] = round_of(round);
      else if (round.region_ids().empty() || std::ranges::any_of(round.region_ids(), is_near))
        others.push_back(round.round_id());
    }
  }));
  for (const std::string& round : named_.rounds)
    if (standing_.rounds.contains({round})) TRY_DO(read_sessions(round, true));
  for (const std::string& round : others) TRY_DO(read_sessions(round, false));
  return {};
}

Result<void> Reading::read_sessions(const std::string& round, bool is_of_folder) {
  s::ListSessionsRequest request;
  request.set_round_id(round);
  return pages<s::ListSessionsResponse>(query_, request, [&](const s::ListSessionsResponse& page) {
    for (const s::Session& told : page.sessions()) {
      scheduling::Session session = session_of(told);
      if (session.published && !session.cancelled && named_.rooms.contains(told.room_id()))
        standing_.bookings.push_back({session.plan.room, session.plan.id, {session.starts_at, session.ends_at()},
                                      session.plan.title, session.plan.local_start});
      if (is_of_folder) standing_.sessions.emplace(session.plan.id, std::move(session));
    }
  });
}

// Rosters of organisations that work in all regions are administrators' to read.
bool Reading::is_readable(const std::string& organisation) const {
  const auto found = standing_.organisations.find({organisation});
  if (found == standing_.organisations.end()) return false;
  return standing_.region.empty() || found->second.region.value == standing_.region;
}

Result<void> Reading::read_roster(const std::string& organisation) {
  r::GetRosterRequest request;  // of all days
  request.set_organisation_id(organisation);
  return pages<r::GetRosterResponse>(query_, request, [&](const r::GetRosterResponse& page) {
    for (const r::RosterMember& member : page.members()) {
      const registration::PersonId person{member.person_id()};
      const auto occupation = enum_cast<registration::Occupation>(member.occupation());
      registration::Person known{person, member.name(), occupation};
      known.corrections = std::max(member.revision(), 1) - 1;
      known.corrected_by = enum_cast<registration::CorrectedBy>(member.person_corrected_by());
      known.merged_into = {member.merged_into_person_id()};
      const auto [there, is_first] = standing_.people.try_emplace(person.value, std::move(known));
      if (!is_first && there->second.occupation != occupation)
        standing_.other_occupations[{person.value, organisation, member.from_date()}] = occupation;
      registration::Career& career = standing_.careers[person.value];
      career.person = person;
      career.memberships.push_back({{organisation}, member.from_date(), member.until_date(),
                                    enum_cast<registration::CorrectedBy>(member.until_corrected_by())});
    }
  });
}

// Whom a cancelled group named, nobody is told any more.
Result<void> Reading::read_groups(const std::string& session) {
  r::ListGroupsRequest all;
  all.set_session_id(session);
  std::int64_t arrival = 0;
  TRY_DO(pages<r::ListGroupsResponse>(query_, all, [&](const r::ListGroupsResponse& page) {
    for (const r::GroupSummary& told : page.groups()) {
      registration::Group group{{told.group_id()}, {session}, {told.organisation_id()}, told.head_count(),
                                enum_cast<registration::GroupStatus>(told.status())};
      group.arrival = ++arrival;  // they are told in its order
      group.named_count = told.named_count();
      group.part_of = {told.part_of_group_id()};
      standing_.groups[told.group_id()].group = std::move(group);
    }
  }));
  r::ListExpectedRequest named;
  named.set_session_id(session);
  return pages<r::ListExpectedResponse>(query_, named, [&](const r::ListExpectedResponse& page) {
    for (const r::ExpectedGroup& told : page.groups())
      for (const r::ExpectedPerson& expected : told.people()) {
        const registration::PersonId person{expected.person_id()};
        registration::Person known{person, expected.name()};
        known.merged_into = {expected.merged_into_person_id()};
        standing_.people.try_emplace(person.value, std::move(known));
        if (const auto group = standing_.groups.find(told.group_id()); group != standing_.groups.end())
          group->second.members.push_back(person);
      }
  });
}

Result<void> Reading::read_door(const std::string& session) {
  StandingDoor& door = standing_.doors[session];
  r::ListCheckInsRequest check_ins;
  check_ins.set_session_id(session);
  TRY_DO(pages<r::ListCheckInsResponse>(query_, check_ins, [&](const r::ListCheckInsResponse& page) {
    for (const r::CheckIn& told : page.check_ins()) {
      door.check_ins.insert(told.check_in_id());
      door.came.try_emplace(told.person_id(), scanned_at(told));
    }
  }));
  r::ListAttendanceCorrectionsRequest corrections;
  corrections.set_session_id(session);
  TRY_DO(pages<r::ListAttendanceCorrectionsResponse>(query_, corrections, [&](const auto& page) {
    for (const r::AttendanceCorrection& told : page.corrections()) {  // of each person in their order
      if (told.kind() == r::CORRECTION_KIND_TAKEN_BACK || told.kind() == r::CORRECTION_KIND_MOVED_AWAY)
        door.taken_back.insert(told.person_id());
      else
        door.taken_back.erase(told.person_id());
    }
  }));
  check_ins.set_discarded(true);
  TRY_DO(pages<r::ListCheckInsResponse>(query_, check_ins, [&](const r::ListCheckInsResponse& page) {
    for (const r::CheckIn& told : page.check_ins())
      if (!told.person_id().empty())
        door.discarded.emplace(told.check_in_id(), StandingScan{told.person_id(), scanned_at(told)});
  }));
  r::ListUnsettledScansRequest set_aside;
  set_aside.set_session_id(session);
  return pages<r::ListUnsettledScansResponse>(query_, set_aside, [&](const r::ListUnsettledScansResponse& page) {
    for (const r::UnsettledScan& told : page.scans())
      if (!told.person_id().empty())
        door.set_aside.emplace(told.check_in_id(), StandingScan{told.person_id(), Instant{told.scanned_at_us()}});
  });
}

}  // namespace

Result<Standing> read_network(const Query& query, const std::string& region) {
  Standing network;
  network.region = region;
  r::ListOrganisationsRequest organisations;
  organisations.set_region_id(region);
  TRY_DO(pages<s::ListPlacesResponse>(query, s::ListPlacesRequest(), [&](const s::ListPlacesResponse& page) {
    for (const s::Place& place : page.places()) add_place(place, network);
  }));
  TRY_DO(pages<r::ListOrganisationsResponse>(
      query, organisations, [&](const r::ListOrganisationsResponse& page) {
        for (const r::Organisation& told : page.organisations())
          network.organisations[{told.organisation_id()}] = {{told.organisation_id()}, text_of(told.name()),
                                                             enum_cast<registration::OrganisationKind>(told.kind()),
                                                             {told.region_id()}};
      }));
  return network;
}

Known known_of(const Standing& network) {
  using round_folder::PlaceKind;
  Known known;
  for (const auto& [id, place] : network.countries)
    known.places.push_back({id.value, PlaceKind::country, "", place.name, place.code});
  for (const auto& [id, place] : network.regions)
    known.places.push_back({id.value, PlaceKind::region, place.country.value, place.name, ""});
  for (const auto& [id, place] : network.sites)
    known.places.push_back({id.value, PlaceKind::site, place.region.value, place.name, ""});
  for (const auto& [id, place] : network.venues)
    known.places.push_back({id.value, PlaceKind::venue, place.site.value, place.name, ""});
  for (const auto& [id, place] : network.rooms)
    known.places.push_back({id.value, PlaceKind::room, place.venue.value, place.name, ""});
  for (const auto& [id, organisation] : network.organisations)
    known.organisations.push_back({id.value, organisation.name,
                                   static_cast<registration::v1::OrganisationKind>(organisation.kind),
                                   organisation.region.value});
  return known;
}

Result<Standing> read_standing(const Plan& plan, Standing network, const Query& query) {
  return Reading(plan, std::move(network), query).read();
}

registration::SamePeople same_people_in(const Standing& standing) {
  std::map<registration::PersonId, std::vector<registration::PersonId>> merged;
  for (const auto& [id, person] : standing.people)
    if (!person.merged_into.empty()) merged[person.merged_into].push_back(person.id);
  registration::SamePeople same;
  for (const auto& [kept, ids] : merged) same.add(kept, ids);
  return same;
}

std::vector<KnownMember> known_members(const Standing& standing) {
  std::vector<KnownMember> members;
  for (const auto& [id, career] : standing.careers)
    for (const registration::Membership& membership : career.memberships)
      members.push_back({membership.organisation.value, id, standing.people.at(id).name});
  return members;
}

}  // namespace opora::load
