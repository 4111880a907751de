#include "platform/text/text_message.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/corrections.h"
#include "reporting/store/listed_sessions.h"
#include "reporting/store/merges.h"
#include "reporting/store/names.h"
#include "reporting/store/overlaps.h"
#include "reporting/store/scans.h"
#include "reporting/wire.h"

namespace opora::reporting {
namespace {

Result<Uncounted> uncounted_of(Snapshot& snapshot, const RoundId& round,
                               const std::vector<CancelledSession>& cancelled) {
  Uncounted all;
  TRY(scans_set_aside, count_scans_set_aside(snapshot, round));
  TRY(skipped_events, count_skipped_events(snapshot));
  TRY(overlapping, count_overlapping(snapshot, round));
  all.scans_set_aside = scans_set_aside;
  all.skipped_events = skipped_events;
  all.attendances_overlapping = overlapping;
  all.sessions_cancelled = static_cast<std::int64_t>(cancelled.size());
  for (const CancelledSession& session : cancelled) all.attendances_cancelled += session.attendance_count;
  return all;
}

// Of the organisations that people came with, those that may be one with another of them.
Result<std::int64_t> undecided_of(Snapshot& snapshot, const Visits& visits) {
  const std::vector<KeyedReach> rows = visits.reach_by(Dimension::organisation);
  TRY(labels, labels_of(snapshot, Dimension::organisation, rows));
  std::map<OrganisationId, LocalizedText> names;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (labels[i]) names.emplace(OrganisationId{rows[i].key}, *labels[i]);
  TRY(merges, merges_in(snapshot));
  TRY(apart, organisations_apart(snapshot, merges));
  return undecided_among(names, apart);
}

// Those of whom the report speaks.
std::set<std::string> organisations_in(const Visits& visits, const std::vector<NamedPartnership>& partners) {
  std::set<std::string> organisations;
  for (const KeyedReach& row : visits.reach_by(Dimension::organisation)) organisations.insert(row.key);
  for (const NamedPartnership& partner : partners) organisations.insert(partner.partnership.organisation.value);
  return organisations;
}

}  // namespace

Result<v1::GetRoundReportResponse> get_round_report(Snapshot& snapshot, const v1::GetRoundReportRequest& request) {
  TRY_DO(figures_ready(snapshot));
  TRY(round, snapshot.load<Round>({request.round_id()}));
  TRY(name, snapshot.find<Name>({"round", round.id.value}));
  TRY(programme_name, snapshot.find<Name>({"programme", round.programme.value}));
  TRY(visits, visits_of(snapshot, round.id, snapshot.now()));
  TRY(seats, seats_of(snapshot, round.id));
  TRY(cancelled, cancelled_sessions_of(snapshot, round.id));
  TRY(uncounted, uncounted_of(snapshot, round.id, cancelled));
  TRY(undecided, undecided_of(snapshot, visits));
  uncounted.organisations_undecided = undecided;
  TRY(others, other_rounds_of(snapshot, round, snapshot.now()));
  TRY(partners, partners_of(snapshot, round.id));
  TRY(sessions, listed_sessions_of(snapshot, round.id));
  TRY(corrections, corrections_of(snapshot, round.id, Instant{request.corrections_since_us()}));
  TRY(logs, counted_logs(snapshot));

  v1::GetRoundReportResponse response;
  v1::RoundReport& report = *response.mutable_report();
  report.set_round_id(round.id.value);
  if (name) put_text(name->text, *report.mutable_name());
  if (programme_name) put_text(programme_name->text, *report.mutable_programme_name());
  report.set_year(round.year);
  report.set_made_at_us(snapshot.now().us);
  add_positions(report, logs);
  add_sessions(report, sessions, visits.came(), snapshot.now());
  report.set_corrections_since_us(request.corrections_since_us());
  add_corrections(report, corrections);
  add_figures(report, figures_of(visits, seats, uncounted));
  add_cancelled_sessions(report, cancelled);
  for (const Dimension dimension : kBreakdowns) {
    const std::vector<KeyedReach> rows = visits.reach_by(dimension);
    TRY(labels, labels_of(snapshot, dimension, rows));
    add_breakdown(report, dimension, rows, labels);
  }
  add_other_rounds(report, others);
  TRY(renamed, renamed_things_of(snapshot, round, organisations_in(visits, partners)));
  add_former_names(report, renamed);
  add_partners(report, std::move(partners));
  return response;
}

}  // namespace opora::reporting
