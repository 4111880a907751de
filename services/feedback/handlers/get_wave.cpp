#include "feedback/domain/eligible.h"
#include "feedback/handlers/handlers.h"
#include "feedback/handlers/versions.h"
#include "feedback/store/definitions.h"
#include "feedback/store/eligible.h"
#include "feedback/store/waves.h"
#include "feedback/wire.h"
#include "platform/lane/gather.h"

namespace opora::feedback {
namespace {

// Who was told of too late to be counted. Positions of a log that was restored since say nothing.
Result<void> put_late(Reader& reader, const Series& series, const Wave& wave, v1::Turnout& turnout) {
  const Heard& heard = wave.eligible->heard;
  TRY(now, heard_now(reader));
  turnout.set_is_late_unknown(!is_same_life(heard, now));
  if (turnout.is_late_unknown()) return {};
  HeardUpTo then = up_to(heard);
  then.merges = kAllHeard.merges;  // who was counted under another id is not late
  TRY(found, gather(reader,
                    [&](Reader& each) { return eligible_people(each, series.about, wave.moment, then); },
                    [&](Reader& each) { return eligible_people(each, series.about, wave.moment, kAllHeard); }));
  turnout.set_registered_late_count(late_count(std::get<0>(found), std::get<1>(found)));
  return {};
}

}  // namespace

Result<v1::GetWaveResponse> get_wave(Snapshot& snapshot, const v1::GetWaveRequest& request) {
  TRY(wave, snapshot.load<Wave>(WaveId{request.wave_id()}));
  TRY(found, gather(snapshot, one<Series>(wave.series),
                    [&](Reader& reader) { return keepers_of(reader, wave.series); },
                    one<KeptQuestionnaire>({wave.questionnaire, wave.version})));
  const auto& [series, keepers, kept] = found;
  v1::GetWaveResponse response;
  to_proto(wave, series, keepers, *response.mutable_wave());
  if (wave.eligible) TRY_DO(put_late(snapshot, series, wave, *response.mutable_wave()->mutable_turnout()));
  const AskedQuestionnaire asked = read_version(kept);
  for (const std::string& question : unanimity_questions(*asked)) response.add_unanimity_questions(question);
  put_missing_texts(*asked, *response.mutable_missing_texts());
  return response;
}

}  // namespace opora::feedback
