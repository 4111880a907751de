#include "registration/handlers/record_scans.h"

#include "registration/scopes.h"
#include "registration/store/attendance.h"
#include "registration/store/session.h"
#include "registration/store/unsettled.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

std::vector<RegionId> regions_of(const std::vector<std::string>& ids) {
  std::vector<RegionId> regions;
  for (const std::string& id : ids) regions.push_back({id});
  return regions;
}

NewId new_ids_of(Transaction& tx) {
  return [&tx] { return tx.new_id<CheckInId>(); };
}

// The scans of an upload that are set aside, as they are to be kept from now on.
Result<std::vector<Unsettled>> set_aside(Transaction& tx, const std::vector<Scan>& scans,
                                         const std::vector<RecordedScan>& all_recorded, bool session_is_known) {
  const std::vector<RegionId> regions = regions_of(tx.only_within(kRegionScope));
  std::vector<Unsettled> aside;
  for (std::size_t index = 0; index < scans.size(); ++index) {
    const RecordedScan& recorded = all_recorded[index];
    if (!recorded.set_aside) continue;
    if (!recorded.repeated) {
      aside.push_back(unsettled(recorded, scans[index], session_is_known, regions));
      continue;
    }
    TRY(kept, tx.find<Unsettled>(recorded.check_in.id));
    if (kept && kept->stands == Stands::waits) aside.push_back(uploaded_again(*std::move(kept), regions));
  }
  return aside;
}

// Keeps what counts, and tells of those who came. `flags` are those that a scan was answered with, where it was before.
void keep(Transaction& tx, RecordedScan recorded, Events& events, const Flags* answered = nullptr) {
  if (recorded.repeated) return;
  if (recorded.attendance) {
    const Attendance& came = *recorded.attendance;
    tx.save(came);
    events.push_back(AttendanceRecorded{came.session, came.person, came.organisation, came.scanned_at,
                                        recorded.check_in.flags, came.change});
  }
  if (answered != nullptr) recorded.check_in.flags = *answered;
  tx.save(std::move(recorded.check_in));
}

// People whom nobody knows count only as far as there is room for them.
void count_unknown(Transaction& tx, const SessionId& session, int before,
                   const std::vector<RecordedScan>& all_recorded) {
  int counted = before;
  for (const RecordedScan& recorded : all_recorded)
    if (recorded.attendance && recorded.attendance->was_unknown) ++counted;
  if (counted > before) tx.save(UnknownPeople{session, counted});
}

}  // namespace

Result<std::vector<RecordedScan>> record_scans(Transaction& tx, const SessionId& session, std::vector<Scan> scans) {
  for (Scan& scan : scans) scan.uploaded_at = tx.now();
  TRY(door, door_of(tx, session, scans));
  const bool is_known = door.facts.has_value();
  const int unknown_count = door.unknown_count;
  std::vector<RecordedScan> all_recorded = record(std::move(door), scans, new_ids_of(tx));
  TRY(aside, set_aside(tx, scans, all_recorded, is_known));

  Events events;
  for (const RecordedScan& recorded : all_recorded) {
    if (!recorded.set_aside)
      keep(tx, recorded, events);
    else if (!recorded.repeated)
      events.push_back(ScanSetAside{session, recorded.check_in.id, recorded.check_in.flags});
  }
  count_unknown(tx, session, unknown_count, all_recorded);
  for (Unsettled& scan : aside) tx.save(std::move(scan));
  if (!is_known && !aside.empty()) tx.set_timer(admit_timer(session, tx.confirmed_now() + kLookAgainAfter));
  tx.emit(events);
  return all_recorded;
}

Result<void> record_waiting(Transaction& tx, const SessionId& session, const std::vector<Unsettled>& waiting) {
  TRY(facts, tx.load<Session>(session));
  std::vector<Unsettled> settled = waiting;
  std::vector<Scan> scans;
  std::vector<Unsettled*> scanned;
  for (Unsettled& scan : settled) {
    scan.stands = settle(scan, facts);
    if (scan.stands != Stands::counts) continue;
    scans.push_back(scan_of(scan));
    scanned.push_back(&scan);
  }
  TRY(door, door_of(tx, session, scans));
  door.set_aside.clear();  // they are what is looked at
  const int unknown_count = door.unknown_count;
  const std::vector<RecordedScan> all_recorded = record(std::move(door), scans, new_ids_of(tx));

  Events events;
  for (std::size_t index = 0; index < all_recorded.size(); ++index) {
    Unsettled& scan = *scanned[index];
    if (all_recorded[index].set_aside) {
      scan.stands = Stands::doubtful;
      continue;
    }
    scan = counted(std::move(scan), session, scan.check_in.person);
    events.push_back(ScanSettled{session, scan.check_in.id, ScanOutcome::confirmed, session});
    keep(tx, all_recorded[index], events, &scan.check_in.flags);
  }
  count_unknown(tx, session, unknown_count, all_recorded);
  for (Unsettled& scan : settled) tx.save(std::move(scan));
  tx.emit(events);
  return {};
}

Result<int> record_confirmed(Transaction& tx, const ConfirmScans& command, const std::vector<Unsettled>& open) {
  std::vector<Scan> scans;
  for (const Unsettled& scan : open) {
    scans.push_back(scan_of(scan));
    if (!command.person.empty()) scans.back() = {scan.sent, command.person, scan.check_in.scanned_at};
  }
  TRY(door, door_of(tx, command.attended, scans));

  Events events;
  int attendance_count = 0;
  for (std::size_t index = 0; index < open.size(); ++index) {
    const RecordedScan recorded = confirm(door, scans[index], new_ids_of(tx));
    door = fold(std::move(door), recorded);
    events.push_back(ScanSettled{open[index].check_in.session, open[index].check_in.id, ScanOutcome::confirmed,
                                 command.attended});
    keep(tx, recorded, events, &open[index].check_in.flags);
    attendance_count += recorded.attendance ? 1 : 0;
    tx.save(counted(open[index], command.attended, scans[index].person, Settlement{tx.subject(), tx.now()}));
  }
  tx.emit(events);
  return attendance_count;
}

std::optional<std::vector<RegionId>> settles_within(const Transaction& tx) {
  if (!tx.is_held_to_scope()) return {};
  return regions_of(tx.ids_of_caller(kRegionScope));
}

}  // namespace opora::registration
