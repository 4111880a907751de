// Two places at once: somebody was recorded at two sessions that were held at one time. One of both is a scan at the
// wrong door, or of the wrong card; or one of two people who were taken for one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "reporting/domain/facts.h"

namespace opora::reporting {

// How many attendances of a round are of people who came to another session meanwhile, of whatever round.
Result<std::int64_t> count_overlapping(Reader& reader, const RoundId& round);

// Somebody who was in two places at once, and at which sessions, by when they began.
struct SomebodyInTwoPlaces {
  PersonId person;
  struct At {
    Session session;
    SessionDetails details;
    std::optional<LocalizedText> title;
  };
  std::vector<At> sessions;
};

PageCursor cursor_of(const SomebodyInTwoPlaces& somebody);

// At most `limit` of them after that cursor, by their ids: of sessions of a region and others, or of all where it is
// empty.
Result<std::vector<SomebodyInTwoPlaces>> in_two_places_after(Reader& reader, const RegionId& region,
                                                             const PageCursor& after, int limit);

}  // namespace opora::reporting
