// A round's sessions as its report lists them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/lane/transaction.h"
#include "reporting/domain/facts.h"
#include "reporting/domain/measures.h"
#include "reporting/domain/turnout.h"

namespace opora::reporting {

struct NamedPlace {
  Place place;
  std::optional<LocalizedText> site, venue, room;  // what is known so far
};

struct ListedMove {
  NamedPlace from, to;
  Instant told_at;
  std::string reason;
};

struct ListedSession {
  Session session;
  SessionDetails details;
  std::optional<LocalizedText> title;
  NamedPlace place;
  std::optional<NamedPlace> first_place;  // before it was moved
  std::vector<ListedMove> moves;          // in their order
  Seats seats;
  std::vector<SeatedGroup> groups;
};

// All of a round, by when they begin.
Result<std::vector<ListedSession>> listed_sessions_of(Reader& reader, const RoundId& round);

}  // namespace opora::reporting
