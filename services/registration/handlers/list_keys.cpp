// Lists whose the keys of a list are, to those whose the list is.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/person_key.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListKeysResponse> list_keys(Snapshot& snapshot, const v1::ListKeysRequest& request) {
  const RegionId region{request.region_id()};
  TRY(owners, owners_of(snapshot, request.list(), region));
  TRY(told, keys_told(region, owners));
  TRY(page, page_asked_by(request, "keys " + request.list() + " " + region.value));
  TRY(keys, keys_after(snapshot, request.list(), region, told, page.after, page.limit()));
  v1::ListKeysResponse response;
  response.set_next_page_token(page_of(keys, page));
  for (const PersonKey& key : keys) to_proto(key, *response.add_keys());
  return response;
}

}  // namespace opora::registration
