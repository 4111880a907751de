#include "reporting/domain/measures.h"

namespace opora::reporting {

std::vector<Figure> figures_of(const Visits& visits, const Seats& seats, const Uncounted& uncounted) {
  const Reach reach = visits.reach();
  return {
      {Measure::people, reach.people, reach.people_unsure},
      {Measure::people_unverified, visits.people_unverified()},
      {Measure::attendances, reach.attendances},
      {Measure::attendances_unnamed, visits.attendances_unnamed()},
      {Measure::attendances_overlapping, uncounted.attendances_overlapping},
      {Measure::organisations, reach.organisations},
      {Measure::organisations_undecided, uncounted.organisations_undecided},
      {Measure::sessions_held, reach.sessions},
      {Measure::session_minutes, reach.minutes},
      {Measure::session_days, reach.days},
      {Measure::seats_confirmed, seats.confirmed},
      {Measure::seats_waiting, seats.waiting},
      {Measure::scans_set_aside, uncounted.scans_set_aside},
      {Measure::events_skipped, uncounted.skipped_events},
      {Measure::sessions_cancelled, uncounted.sessions_cancelled},
      {Measure::attendances_cancelled, uncounted.attendances_cancelled},
  };
}

}  // namespace opora::reporting
