#include "reporting/domain/reach.h"

#include <set>

namespace opora::reporting {

std::string_view name_of(Dimension dimension) {
  switch (dimension) {
    case Dimension::whole: return "round";
    case Dimension::project: return "project";
    case Dimension::site: return "site";
    case Dimension::region: return "region";
    case Dimension::organisation: return "organisation";
    case Dimension::kind: return "kind";
    case Dimension::topic: return "topic";
    case Dimension::audience: return "audience";
    case Dimension::session: return "session";
  }
  return "";
}

std::string key_of(const Came& came, Dimension dimension) {
  switch (dimension) {
    case Dimension::whole: return came.session.round.value;
    case Dimension::project: return came.session.project.value;
    case Dimension::site: return came.session.site.value;
    case Dimension::region: return came.session.region.value;
    case Dimension::organisation: return came.organisation.value;
    case Dimension::kind: return came.session.kind;
    case Dimension::topic: return came.session.topic;
    case Dimension::audience: return came.session.audience;
    case Dimension::session: return came.session.id.value;
  }
  return "";
}

std::map<std::string, Reach> recount(std::span<const Came> round, Dimension dimension) {
  struct Seen {
    std::set<PersonId> people;
    std::set<OrganisationId> organisations;
    std::set<SessionId> sessions;
    std::set<std::string> days;
  };
  std::map<std::string, Seen> seen_by_key;
  std::map<std::string, Reach> reach_by_key;
  for (const Came& came : round) {
    const std::string key = key_of(came, dimension);
    Seen& seen = seen_by_key[key];
    Reach& reach = reach_by_key[key];
    reach.attendances += 1;
    reach.people += seen.people.insert(came.person).second;
    if (!came.organisation.empty()) reach.organisations += seen.organisations.insert(came.organisation).second;
    reach.days += seen.days.insert(came.session.local_date).second;
    if (seen.sessions.insert(came.session.id).second) {
      reach.sessions += 1;
      reach.minutes += came.session.duration_minutes;
    }
  }
  return reach_by_key;
}

}  // namespace opora::reporting
