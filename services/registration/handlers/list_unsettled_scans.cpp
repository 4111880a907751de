// Lists the scans of a session's door, or of all doors, that count nowhere, for a person to look at, by the devices'
// time.
#include <map>
#include <set>
#include <span>

#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/scopes.h"
#include "registration/store/attendance.h"
#include "registration/store/unsettled.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

constexpr std::size_t kDoorsMax = 20;  // of a page, since much is looked up of each

// How many of the scans make a page: as many as were asked for, unless they were made at too many doors for one answer.
int count_of_page(std::span<const Unsettled> scans, int size) {
  std::set<SessionId> doors;
  for (int count = 0; const Unsettled& scan : scans) {
    doors.insert(scan.check_in.session);
    if (count == size || doors.size() > kDoorsMax) return count;
    ++count;
  }
  return size;
}

// What is known now at the doors where the scans were made.
Result<std::map<SessionId, Door>> doors_of(Reader& reader, const std::vector<Unsettled>& scans) {
  std::map<SessionId, std::vector<Scan>> made_at;
  for (const Unsettled& scan : scans) made_at[scan.check_in.session].push_back(scan_of(scan));
  std::map<SessionId, Door> doors;
  for (const auto& [session, made] : made_at) {
    TRY(door, door_of(reader, session, made));
    doors.emplace(session, std::move(door));
  }
  return doors;
}

ListedFor listed_for(const Snapshot& snapshot) {
  return snapshot.ids_of_caller(kSessionScope).empty() ? ListedFor::those_who_settle : ListedFor::the_door;
}

}  // namespace

Result<v1::ListUnsettledScansResponse> list_unsettled_scans(Snapshot& snapshot,
                                                            const v1::ListUnsettledScansRequest& request) {
  const SessionId session{request.session_id()};
  TRY(page, page_asked_by(request, "unsettled " + session.value));
  TRY(scans, unsettled_after(snapshot, session, page.after, page.limit(), listed_for(snapshot)));
  v1::ListUnsettledScansResponse response;
  page.size = count_of_page(scans, page.size);
  response.set_next_page_token(page_of(scans, page));
  TRY(doors, doors_of(snapshot, scans));
  for (const Unsettled& scan : scans) to_proto(scan, doors.at(scan.check_in.session), *response.add_scans());
  return response;
}

}  // namespace opora::registration
