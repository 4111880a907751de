#include "simulation/network.h"

namespace opora::simulation {
namespace {

Caller caller(std::string subject, options::v1::Role role) {
  Caller caller;
  caller.subject = std::move(subject);
  caller.role = role;
  return caller;
}

}  // namespace

Caller coordinator_of(const Network& network) {
  Caller coordinator = caller("coordinator", options::v1::ROLE_COORDINATOR);
  coordinator.regions = {network.region};
  return coordinator;
}

Caller coordinator_beside(const Network& network) {
  Caller coordinator = caller("coordinator beside", options::v1::ROLE_COORDINATOR);
  coordinator.regions = {network.region_beside};
  return coordinator;
}

Caller coordinator_of_elsewhere() {
  Caller coordinator = caller("coordinator of elsewhere", options::v1::ROLE_COORDINATOR);
  coordinator.regions = {"elsewhere"};
  return coordinator;
}

Caller coordinator_of_other_region(const Network& network) {
  Caller coordinator = caller("coordinator of the other region", options::v1::ROLE_COORDINATOR);
  coordinator.regions = {network.other_region};
  return coordinator;
}

Caller administrator_of_network() { return caller("administrator", options::v1::ROLE_ADMINISTRATOR); }

Caller speaker_of(const std::string& organisation) {
  Caller speaker = caller("speaker-" + organisation, options::v1::ROLE_ORGANISATION);
  speaker.organisation = organisation;
  return speaker;
}

Caller facilitator_of(const Network& network) {
  Caller facilitator = caller("facilitator", options::v1::ROLE_FACILITATOR);
  for (const KnownSession& session : network.sessions) facilitator.sessions.push_back(session.id);
  return facilitator;
}

void name(platform::v1::LocalizedText& text, const std::string& english) {
  (*text.mutable_by_language())["en"] = english;
}

}  // namespace opora::simulation
