// Says that two people are two; where they were merged, they are taken apart.
#include "platform/lane/gather.h"
#include "registration/domain/likely_duplicates.h"
#include "registration/handlers/handlers.h"
#include "registration/handlers/merging.h"
#include "registration/store/likely_duplicates.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::UnmergePeopleResponse> unmerge_people(Transaction& tx, const v1::UnmergePeopleRequest& request) {
  const TwoPeople command = from_proto(request);
  const auto pair = in_order(command.person, command.other);
  const std::vector<PersonId> both{command.person, command.other};
  TRY(found, gather(tx, [&](Reader& reader) { return facts_of(reader, tx, command); }, all<MergedIds>(both),
                    maybe<ApartPeople>(pair)));
  const auto& [facts, ids, told] = found;
  TRY(parting, decide_apart(facts, command, told.has_value()));

  tx.emit(parting.events);
  constexpr IdentityChange kApart = IdentityChange::taken_apart;
  if (parting.were_merged) save_ids(tx, ids, parting.person, parting.other);
  if (parting.is_news) save_both(tx, command, parting.person, kApart, parting.other, kApart);
  if (!told) tx.save(ApartPeople{pair.first, pair.second});
  v1::UnmergePeopleResponse response;
  response.set_were_merged(parting.were_merged);
  return response;
}

}  // namespace opora::registration
