// What has become of a session.
#pragma once

#include "reporting/domain/facts.h"

namespace opora::reporting {

// The contract's, by number. Whether nobody came or nobody recorded who came can't be told apart: so it is said.
// A session is held once it is over: of one that goes on, whoever is to come may come yet.
enum class SessionState { planned = 1, held = 2, not_recorded = 3, cancelled = 4, under_way = 5 };

// When it ends, as planned.
Instant end_of(const SessionDetails& details);

SessionState state_of(const Session& session, const SessionDetails& details, bool somebody_came, Instant now);

}  // namespace opora::reporting
