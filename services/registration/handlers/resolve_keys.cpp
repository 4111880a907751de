// Tells whose the keys of a list are, and gives ids to those nobody has seen.
#include "registration/handlers/handlers.h"
#include "registration/store/person_key.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ResolveKeysResponse> resolve_keys(Transaction& tx, const v1::ResolveKeysRequest& request) {
  const WhoseKeys asked = from_proto(request);
  TRY(known, known_keys(tx, asked));
  // Whose each is, or that it is known already: either way the caller knows something about somebody.
  tx.tells_of(request.keys_size());
  TRY(entries, resolve(asked, known, [&] { return tx.new_id<PersonId>(); }));

  v1::ResolveKeysResponse response;
  for (PersonKey& entry : entries) {
    response.add_person_ids(entry.person.value);
    const auto present = known.entered.find(entry.key);
    if (present == known.entered.end()) tx.save(std::move(entry));
  }
  return response;
}

}  // namespace opora::registration
