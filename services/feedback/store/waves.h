// Series, their waves and keepers in their tables.
#pragma once

#include <string>
#include <vector>

#include "feedback/domain/keeper.h"
#include "feedback/domain/wave.h"
#include "platform/lane/transaction.h"
#include "platform/paging/page.h"

namespace opora::feedback {

// As JSON: [{"code": "teachers", "options": ["school", "preschool"]}].
std::string to_column(const PartitionGroups& groups);
PartitionGroups from_column(Type<PartitionGroups>, const std::string& column);

constexpr auto table_of(Type<Series>) {
  return Table("wave_series", "UNKNOWN_SERIES",
               key("series_id", &Series::id),
               column("round_id", &Series::about, &Subject::round),
               column("project_id", &Series::about, &Subject::project),
               column("session_id", &Series::about, &Subject::session),
               column("time_zone", &Series::time_zone),
               column("grace_hours", &Series::grace),
               column("primary_scale", &Series::primary, &PrimaryPair::scale),
               column("primary_from", &Series::primary, &PrimaryPair::from),
               column("primary_to", &Series::primary, &PrimaryPair::to),
               column("partition_question", &Series::partition, &Partition::question),
               column("partition_groups", &Series::partition, &Partition::groups),
               column("entered_afterwards", &Series::entered_afterwards),
               column("drafted_by", &Series::drafted_by),
               column("drafted_at_us", &Series::drafted_at),
               column("sheet_count", &Series::sheet_count),
               column("link_key_for_first", &Series::link_key, &SealedForKeepers::first),
               column("link_key_for_second", &Series::link_key, &SealedForKeepers::second));
}

constexpr auto table_of(Type<Wave>) {
  return Table("waves", "UNKNOWN_WAVE",
               key("wave_id", &Wave::id),
               column("series_id", &Wave::series),
               column("moment", &Wave::moment),
               column("months_later", &Wave::months_later),
               column("questionnaire", &Wave::questionnaire),
               column("version", &Wave::version),
               column("opens_local", &Wave::opens_local),
               column("reminds_local", &Wave::reminds_local),
               column("closes_local", &Wave::closes_local),
               column("opens_at_us", &Wave::opens_at),
               column("reminds_at_us", &Wave::reminds_at),
               column("closes_at_us", &Wave::closes_at),
               column("status", &Wave::status),
               column("public_key", &Wave::public_key),
               column("private_key_for_first", &Wave::private_key, &SealedForKeepers::first),
               column("private_key_for_second", &Wave::private_key, &SealedForKeepers::second),
               column("closed_at_us", &Wave::closed_at),
               column("answered_count", &Wave::answered_count),
               column("eligible_at_least", &Wave::eligible, &Eligible::at_least),
               column("eligible_at_most", &Wave::eligible, &Eligible::at_most),
               column("scheduling_epoch", &Wave::eligible, &Eligible::heard, &Heard::scheduling_epoch),
               column("scheduling_position", &Wave::eligible, &Eligible::heard, &Heard::scheduling_position),
               column("registration_epoch", &Wave::eligible, &Eligible::heard, &Heard::registration_epoch),
               column("registration_position", &Wave::eligible, &Eligible::heard, &Heard::registration_position),
               column("opening_id", &Wave::opening),
               column("opened_by", &Wave::opened_by),
               column("opened_at_us", &Wave::opened_at),
               column("unreadable_count", &Wave::unreadable_count));
}

constexpr auto table_of(Type<Keeper>) {
  return Table("keepers", "UNKNOWN_SERIES",
               key("series_id", &Keeper::series),
               key("place", &Keeper::place),
               column("account", &Keeper::account),
               column("public_key", &Keeper::public_key),
               column("wrapped_key", &Keeper::wrapped_key),
               column("confirmed", &Keeper::has_confirmed));
}

// By when they open.
Result<std::vector<Wave>> waves_of(Reader& reader, const SeriesId& series);

// Both, the first one first.
Result<std::vector<Keeper>> keepers_of(Reader& reader, const SeriesId& series);

// The waves about a round and what belongs to it are listed by when they open, then by id.
PageCursor cursor_of(const Wave& wave);

// At most `limit` of them after that cursor.
Result<std::vector<Wave>> waves_after(Reader& reader, const RoundId& round, const PageCursor& after, int limit);

}  // namespace opora::feedback
