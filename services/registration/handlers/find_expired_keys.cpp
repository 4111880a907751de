// Tells which of a list's keys are of people whose names were deleted, to those whose the list is.
#include <set>
#include <vector>

#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/store/expiry.h"
#include "registration/store/person_key.h"

namespace opora::registration {

Result<v1::FindExpiredKeysResponse> find_expired_keys(Snapshot& snapshot, const v1::FindExpiredKeysRequest& request) {
  const RegionId region{request.region_id()};
  std::vector<PersonId> digests;
  for (const std::string& key : request.keys()) digests.push_back(older_id({request.list(), key}));
  TRY(found, gather(snapshot, [&](Reader& reader) { return owners_of(reader, request.list(), region); },
                    all<ExpiredKey>(digests)));
  const auto& [owners, expired] = found;
  TRY_DO(keys_told(region, owners));
  std::set<PersonId> gone;
  for (const ExpiredKey& key : expired) gone.insert(key.digest);
  v1::FindExpiredKeysResponse response;
  for (std::size_t i = 0; i < digests.size(); ++i)
    if (gone.contains(digests[i])) response.add_keys(request.keys(static_cast<int>(i)));
  return response;
}

}  // namespace opora::registration
