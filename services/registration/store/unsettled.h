// Scans that count nowhere, or not yet, by their id.
#pragma once

#include <string>
#include <vector>

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "registration/domain/unsettled.h"
#include "registration/store/flags.h"

namespace opora::registration {

constexpr auto table_of(Type<Unsettled>) {
  return Table("unsettled_scans", "UNKNOWN_CHECK_IN",
               key("check_in_id", &Unsettled::check_in, &CheckIn::id),
               once("sent_id", &Unsettled::sent),
               once("session_id", &Unsettled::check_in, &CheckIn::session),
               once("person_id", &Unsettled::check_in, &CheckIn::person),
               once("code", &Unsettled::check_in, &CheckIn::code),
               once("scanned_at", &Unsettled::check_in, &CheckIn::scanned_at),
               once("flags", &Unsettled::check_in, &CheckIn::flags),
               column("regions", &Unsettled::regions),
               column("stands", &Unsettled::stands),
               once("uploaded_at", &Unsettled::uploaded_at),
               or_null("counts_at", &Unsettled::counts_at),
               or_null("counts_for", &Unsettled::counts_for),
               column("settled_by", &Unsettled::settled, &Settlement::by),
               column("settled_at", &Unsettled::settled, &Settlement::at),
               column("reason", &Unsettled::settled, &Settlement::reason));
}

// Regions in one column: their ids between spaces.
std::string to_column(const std::vector<RegionId>& regions);
std::vector<RegionId> from_column(Type<std::vector<RegionId>>, const std::string& column);

// Scans that wait for a session to be known, earliest first.
Result<std::vector<Unsettled>> waiting_scans(Reader& reader, const SessionId& session, int limit);

// Whether one of them was uploaded since then.
Result<bool> any_waits_since(Reader& reader, const SessionId& session, Instant since);

// Scans that were set aside are listed by the devices' time, then by id.
PageCursor cursor_of(const Unsettled& scan);

// At most `limit` scans of a session's door that count nowhere and were not discarded, after that cursor; without a
// session those of all doors. For whoever stands at the door, without those that were left when those like them were
// discarded: they would be told by that whom registration knows.
enum class ListedFor { those_who_settle, the_door };
Result<std::vector<Unsettled>> unsettled_after(Reader& reader, const SessionId& session, const PageCursor& after,
                                               int limit, ListedFor whom);

// At most `limit` scans of a session's door that were discarded, as they were made, after that cursor.
Result<std::vector<CheckIn>> discarded_after(Reader& reader, const SessionId& session, const PageCursor& after,
                                             int limit);

}  // namespace opora::registration
