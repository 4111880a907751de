// What a round folder asks of its people: series of waves as the commands that draft them, and answers as the platform
// takes them, all checked by its own rules. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "feedback/questionnaire/answers.h"
#include "opora/feedback/v1/feedback_service.pb.h"
#include "opora/load/definitions.h"
#include "opora/round_folder/folder.h"
#include "platform/clock/clock.h"

namespace opora::load {

// What stands on one sheet for one wave.
struct GivenSheet {
  std::string key;
  std::vector<questionnaire::GivenAnswer> answers;
  std::vector<std::int64_t> lines;  // of the answers, in answers.csv
  bool is_sound = true;             // or one of its rows was refused: nothing more is concluded from it
};

struct PlannedWave {
  const round_folder::Wave* row = nullptr;
  std::string id;
  const questionnaire::Questionnaire* asked = nullptr;
  std::vector<GivenSheet> sheets = {};
};

struct PlannedSeries {
  const round_folder::WaveSeries* row = nullptr;
  feedback::v1::DraftWavesRequest draft;  // with its request id, which its content decides
  std::vector<PlannedWave> waves;         // by their moments, as in the draft

  bool has_answers() const;
  // The sheets of all its waves, by key, each once.
  std::vector<std::string> sheet_keys() const;
};

// To be moved, not copied: waves point to what they ask.
struct WavesOfFolder {
  Definitions definitions;
  std::vector<PlannedSeries> series;
};

// Of a folder that was read without defects, and that outlives what is made of it. What the platform would refuse at
// that time is refused here, by file and line; a time of nought is before all others.
WavesOfFolder waves_of(const round_folder::RoundFolder& folder, Instant now, Told<Refused>& refused);

}  // namespace opora::load
