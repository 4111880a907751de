// Says that two people are one.
#include "registration/domain/merge_people.h"

#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/handlers/merging.h"
#include "registration/store/likely_duplicates.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::MergePeopleResponse> merge_people(Transaction& tx, const v1::MergePeopleRequest& request) {
  const TwoPeople command = from_proto(request);
  const std::vector<PersonId> both{command.person, command.other};
  TRY(found, gather(tx, [&](Reader& reader) { return facts_of(reader, tx, command); }, all<MergedIds>(both),
                    [&](Reader& reader) { return sessions_with_both(reader, command.person, command.other); }));
  const auto& [facts, ids, sessions] = found;
  TRY(merging, decide_merge(facts, command));

  tx.emit(merging.events);
  if (!merging.events.empty()) {
    save_ids(tx, ids, merging.person, merging.other);
    save_both(tx, command, merging.person, IdentityChange::merged_here, merging.other, IdentityChange::merged_away);
  }
  v1::MergePeopleResponse response;
  for (const SessionId& session : sessions) response.add_session_ids_with_two_seats(session.value);
  return response;
}

}  // namespace opora::registration
