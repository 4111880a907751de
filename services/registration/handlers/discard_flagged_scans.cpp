// Takes scans off the list by what is odd about them, but those of people whom registration knows.
#include <algorithm>
#include <utility>

#include "platform/lane/gather.h"
#include "platform/service/contract_enum.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance.h"
#include "registration/store/person_key.h"
#include "registration/store/unsettled.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

// Somebody whose id was given to a key of a list, or derived from one by an older build, may have come without ever
// being named: they are known here as well.
Result<Door> door_of_all(Transaction& tx, const SessionId& session, const std::vector<Unsettled>& scans) {
  std::vector<Scan> made;
  std::vector<PersonId> people;
  for (const Unsettled& scan : scans) {
    made.push_back(scan_of(scan));
    if (!scan.check_in.person.empty()) people.push_back(scan.check_in.person);
  }
  TRY(found, gather(tx, all<ListedPerson>(people), all<OlderPerson>(people),
                    [&](Reader& reader) { return door_of(reader, session, made); }));
  auto& [listed, older, door] = found;
  for (const ListedPerson& person : listed) door.arrivals[person.id].known = true;
  for (const OlderPerson& person : older) door.arrivals[person.id].known = true;
  return std::move(door);
}

}  // namespace

Result<v1::DiscardFlaggedScansResponse> discard_flagged_scans(Transaction& tx,
                                                              const v1::DiscardFlaggedScansRequest& request) {
  const SessionId session{request.session_id()};
  const std::vector<CheckInId> ids = check_ins_in(request.check_in_ids());
  TRY(scans, tx.load_all<Unsettled>(ids));
  TRY_DO(check_made_at(session, ids, scans));
  TRY(door, door_of_all(tx, session, scans));
  const auto [of_nobody, of_somebody] = flagged(scans, door, enum_cast<CheckInFlag>(request.flag()));
  // Of each it can be seen by the list whether somebody is known.
  tx.tells_of(std::ranges::count_if(scans, [](const Unsettled& scan) { return !scan.check_in.person.empty(); }));

  const Settlement settlement{tx.subject(), tx.now(), request.reason()};
  Events events;
  for (const Unsettled& scan : of_nobody) {
    events.push_back(ScanSettled{session, scan.check_in.id, ScanOutcome::discarded, {}});
    tx.save(discarded(scan, settlement));
  }
  for (const Unsettled& scan : of_somebody) tx.save(left(scan, settlement));
  tx.emit(events);
  v1::DiscardFlaggedScansResponse response;
  response.set_discarded_count(static_cast<int>(of_nobody.size()));
  response.set_left_count(static_cast<int>(of_somebody.size()));
  return response;
}

}  // namespace opora::registration
