#include "registration/places.h"

#include "registration/store/group.h"
#include "registration/store/organisation.h"
#include "registration/store/session.h"

namespace opora::registration {
namespace {

Result<Place> place_of_organisation(Reader& reader, const std::string& id) {
  TRY(organisation, reader.load<Organisation>({id}));
  return Place{.regions = {organisation.region.value}, .organisation = organisation.id.value};
}

// Where its session is, and where whoever sends it is: a coordinator who registered it there may change it.
Result<Place> place_of_group(Reader& reader, const std::string& id) {
  TRY(group, reader.load<Group>({id}));
  auto found_sender = reader.find<Organisation>(group.organisation);
  TRY(session, reader.load<Session>(group.session));
  TRY(sender, std::move(found_sender));
  Place place{
      .regions = {session.region.value}, .organisation = group.organisation.value, .session = session.id.value};
  if (sender) place.regions.push_back(sender->region.value);
  return place;
}

// A session that isn't known yet lies in no region, but whoever stands at its door may scan there all the same, and for
// others what they scan waits until it is known.
Result<Place> place_of_session(Reader& reader, const std::string& id) {
  TRY(session, reader.find<Session>({id}));
  Place place{.session = id, .is_known = session.has_value()};
  if (session) place.regions.push_back(session->region.value);
  return place;
}

Result<Place> place_of_region(Reader&, const std::string& id) { return Place{.regions = {id}}; }

}  // namespace

std::map<std::string, PlaceOf> places() {
  return {{"organisation_id", place_of_organisation},
          {"group_id", place_of_group},
          {"session_id", place_of_session},
          {"region_id", place_of_region}};
}

}  // namespace opora::registration
