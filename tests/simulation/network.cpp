#include "simulation/network.h"

namespace opora::simulation {
namespace {

Caller caller(std::string subject, network::v1::Role role) {
  Caller caller;
  caller.subject = std::move(subject);
  caller.role = role;
  return caller;
}

}  // namespace

Caller coordinator_of(const Network& network) {
  Caller coordinator = caller("coordinator", network::v1::ROLE_COORDINATOR);
  coordinator.scopes["region"] = {network.region};
  return coordinator;
}

Caller coordinator_beside(const Network& network) {
  Caller coordinator = caller("coordinator beside", network::v1::ROLE_COORDINATOR);
  coordinator.scopes["region"] = {network.region_beside};
  return coordinator;
}

Caller coordinator_of_elsewhere() {
  Caller coordinator = caller("coordinator of elsewhere", network::v1::ROLE_COORDINATOR);
  coordinator.scopes["region"] = {"elsewhere"};
  return coordinator;
}

Caller coordinator_of_other_region(const Network& network) {
  Caller coordinator = caller("coordinator of the other region", network::v1::ROLE_COORDINATOR);
  coordinator.scopes["region"] = {network.other_region};
  return coordinator;
}

Caller administrator_of_network() { return caller("administrator", network::v1::ROLE_ADMINISTRATOR); }

Caller speaker_of(const std::string& organisation) {
  Caller speaker = caller("speaker-" + organisation, network::v1::ROLE_ORGANISATION);
  speaker.scopes["organisation"] = {organisation};
  return speaker;
}

Caller facilitator_of(const Network& network) {
  Caller facilitator = caller("facilitator", network::v1::ROLE_FACILITATOR);
  for (const KnownSession& session : network.sessions) facilitator.scopes["session"].push_back(session.id);
  return facilitator;
}

void name(platform::v1::LocalizedText& text, const std::string& english) {
  (*text.mutable_by_language())["en"] = english;
}

}  // namespace opora::simulation
