#include "opora/tool/merging.h"

#include "opora/tool/person.h"
#include "opora/tool/say.h"
#include "platform/ids/ids.h"

namespace opora::tool {
namespace {

namespace v1 = registration::v1;

Result<std::string> meant(Client& client, const MergeOptions& told, const std::string& person) {
  PersonOptions one;
  one.person = person;
  one.list = told.list;
  one.region = told.region;
  return person_meant(client, one);
}

template <class Request>
Request asked(const MergeOptions& told) {
  Request request;
  request.set_request_id(IdSource().next(SystemClock().now()));
  request.set_organisation_id(told.organisation);
  request.set_reason(told.reason);
  return request;
}

// Whoever names people as a list calls them says what that list knows.
template <class Request>
Request asked_of_people(const MergeOptions& told) {
  auto request = asked<Request>(told);
  request.set_list(told.list);
  return request;
}

// Nobody loses a seat by a merge: whoever has two gives one back.
void say_two_seats(const v1::MergePeopleResponse& merged) {
  if (merged.session_ids_with_two_seats().empty()) return;
  say("They have two seats now at these sessions; give one back with opora group cancel-members:");
  for (const std::string& session : merged.session_ids_with_two_seats()) say("  " + session);
}

void say_apart(bool were_merged) {
  say(were_merged ? "They are two again: each has what was entered under their id."
                  : "They are two: likely duplicates leave them out from now on.");
}

}  // namespace

v1::MergePeopleRequest merging_of(const MergeOptions& told, const std::string& kept, const std::string& merged) {
  auto request = asked_of_people<v1::MergePeopleRequest>(told);
  request.set_kept_person_id(kept);
  request.set_merged_person_id(merged);
  request.set_merged_organisation_id(told.other_organisation);
  return request;
}

v1::UnmergePeopleRequest parting_of(const MergeOptions& told, const std::string& person, const std::string& other) {
  auto request = asked_of_people<v1::UnmergePeopleRequest>(told);
  request.set_person_id(person);
  request.set_other_person_id(other);
  request.set_other_organisation_id(told.other_organisation);
  return request;
}

Result<void> merge_people(const ConnectionOptions& connection, const MergeOptions& told) {
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(kept, meant(*client, told, told.person));
  TRY(merged, meant(*client, told, told.other));
  const v1::MergePeopleRequest request = merging_of(told, kept, merged);
  TRY(response, client->call_until_settled<v1::MergePeopleResponse>(request, kPatience));
  say("They are one person, known as " + kept + ", and count once. opora person unmerge takes that back.");
  say_two_seats(response);
  return {};
}

Result<void> tell_people_apart(const ConnectionOptions& connection, const MergeOptions& told) {
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(person, meant(*client, told, told.person));
  TRY(other, meant(*client, told, told.other));
  const v1::UnmergePeopleRequest request = parting_of(told, person, other);
  TRY(response, client->call_until_settled<v1::UnmergePeopleResponse>(request, kPatience));
  say_apart(response.were_merged());
  return {};
}

Result<void> merge_organisations(const ConnectionOptions& connection, const MergeOptions& told) {
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  auto request = asked<v1::MergeOrganisationsRequest>(told);
  request.set_merged_organisation_id(told.other_organisation);
  TRY_DO(client->call_until_settled<v1::MergeOrganisationsResponse>(request, kPatience));
  say("They are one organisation, known as " + told.organisation +
      ", and count once. opora organisation unmerge takes that back.");
  return {};
}

Result<void> tell_organisations_apart(const ConnectionOptions& connection, const MergeOptions& told) {
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  auto request = asked<v1::UnmergeOrganisationsRequest>(told);
  request.set_other_organisation_id(told.other_organisation);
  TRY(response, client->call_until_settled<v1::UnmergeOrganisationsResponse>(request, kPatience));
  say_apart(response.were_merged());
  return {};
}

}  // namespace opora::tool
