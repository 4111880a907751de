// Sessions where more people have seats, or wait as one group, than can take part any more.
#pragma once

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "registration/domain/session.h"

namespace opora::registration {

struct Conflict {
  SessionId session;
  int capacity = 0;
  int confirmed_count = 0;
  int largest_waiting_count = 0;  // people of the largest group that waits
};

// Conflicts are listed by their sessions' ids.
PageCursor cursor_of(const Conflict& conflict);

// At most `limit` after that cursor, of sessions that begin after `now`: of a region, or of all where it is empty.
Result<std::vector<Conflict>> conflicts_after(Reader& reader, const RegionId& region, Instant now,
                                              const PageCursor& after, int limit);

}  // namespace opora::registration
