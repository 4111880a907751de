#include "reporting/domain/measures.h"

namespace opora::reporting {

std::vector<Figure> figures_of(const Visits& visits, const Seats& seats, const Uncounted& uncounted) {
  const Reach reach = visits.reach();
  return {
      {Measure::people, reach.people,
       "Different people who came to at least one session of the round; each counts once."},
      {Measure::people_unverified, visits.people_unverified(),
       "Those of them whom registration knew at no session of the round when they were checked in, and whom no group "
       "or roster of the network has named since: guests whom nobody has registered, and mistyped ids."},
      {Measure::attendances, reach.attendances,
       "Times that somebody came to a session; a person at five sessions counts five times."},
      {Measure::organisations, reach.organisations,
       "Different organisations that people came with; guests belong to none."},
      {Measure::sessions_held, reach.sessions, "Sessions to which at least one person came."},
      {Measure::session_minutes, reach.minutes,
       "Planned length of the sessions held, added up; each session counts once."},
      {Measure::session_days, reach.days,
       "Different local dates on which a session held began, over all sites together."},
      {Measure::seats_confirmed, seats.confirmed, "Seats that groups have, whether or not somebody came to take them."},
      {Measure::seats_waiting, seats.waiting, "Seats that groups on a waitlist still wait for, or waited for in vain."},
      {Measure::scans_set_aside, uncounted.scans_set_aside,
       "Scans at doors of the round that count in no figure until somebody has confirmed or discarded them: made far "
       "from the session's time, of somebody whose group was cancelled, of unexpected people at a session "
       "where as many unknown ones count as it has seats (or thirty, if it has fewer), or of a code that is nobody's."},
      {Measure::events_skipped, uncounted.skipped_events,
       "Events of the whole network that an operator gave up; what they said is in no figure."},
  };
}

}  // namespace opora::reporting
