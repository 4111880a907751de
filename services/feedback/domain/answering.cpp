#include "feedback/domain/answering.h"

#include "feedback/domain/wave_refusals.h"

namespace opora::feedback {

tl::unexpected<Error> refuse_void() {
  return refuse(Code::conflict, "SHEET_TOKEN_VOID",
                "This wave is over, and your code is of no use any more. What you sent before it closed is kept.");
}

Result<Answering> decide_answering(WaveStatus status, const TokenStanding& token) {
  if (status == WaveStatus::draft || status == WaveStatus::scheduled) return refuse_not_open_yet();
  if (status != WaveStatus::answering) {
    if (token.is_of_wave) return refuse_void();
    return refuse(Code::conflict, "WAVE_CLOSED", "This wave is over: nobody can answer any more.");
  }
  if (token.is_of_wave) return token.is_spent ? Answering::recorded_before : Answering::now;
  if (token.is_of_other_wave)
    return refuse(Code::conflict, "SHEET_TOKEN_OF_OTHER_WAVE",
                  "This code is for another time. Take the code on your sheet that is for now.");
  return refuse(Code::not_found, "SHEET_TOKEN_UNKNOWN", "No sheet of this wave has this code. Check what you typed.");
}

}  // namespace opora::feedback
