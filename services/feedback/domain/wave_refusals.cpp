#include "feedback/domain/wave_refusals.h"

namespace opora::feedback {

tl::unexpected<Error> refuse_not_open_yet() {
  return refuse(Code::conflict, "WAVE_NOT_OPEN_YET", "This wave is not open for answers yet. Come back once it is.");
}

Result<void> check_closed(const Wave& wave) {
  switch (wave.status) {
    case WaveStatus::draft:
    case WaveStatus::scheduled: return refuse_not_open_yet();
    case WaveStatus::answering:
      return refuse(Code::conflict, "WAVE_STILL_OPEN", "People can still answer this wave. Wait until it has closed.");
    case WaveStatus::closed:
    case WaveStatus::counted: return {};
    case WaveStatus::opened:
      return refuse(Code::conflict, "WAVE_OPENED", "This wave has been opened already, which is done once.");
    case WaveStatus::destroyed:
    case WaveStatus::lost: break;
  }
  return refuse(Code::conflict, "WAVE_DESTROYED",
                "The answers of this wave were destroyed unopened: too few people had answered, or both passphrases "
                "were lost.");
}

Result<void> check_counted(const Wave& wave) {
  TRY_DO(check_closed(wave));
  if (wave.status == WaveStatus::counted) return {};
  return refuse(Code::conflict, "WAVE_NOT_COUNTED",
                "Late scans of who came may still arrive, so it is not counted yet who could have answered. Open it "
                "once it is.");
}

Result<void> check_opened(const Wave& wave) {
  if (wave.status == WaveStatus::opened) return {};
  return refuse(Code::conflict, "WAVE_NOT_OPENED",
                "No keeper has opened this wave, so nobody can read what was written.");
}

}  // namespace opora::feedback
