// The small folder with waves: what ten invented people answered before and after its round, of whom one left out what
// the others didn't.
#pragma once

#include <string>

#include "opora/round_folder/tests/small_folder.h"

namespace opora::round_folder {

// One question of each kind that rows of answers.csv are read for.
inline std::string mood_questionnaire() {
  return R"({
  "schema": "opora-questionnaire/1",
  "id": "mood",
  "version": 1,
  "languages": ["en"],
  "title": {"en": "How it is"},
  "questions": [
    {"id": "well", "kind": "single", "text": {"en": "Is all well?"}, "required": true,
     "options": [{"code": "yes", "text": {"en": "Yes"}}, {"code": "no", "text": {"en": "No"}},
                 {"code": "rather_not", "text": {"en": "I'd rather not say"}, "role": "declined"}]},
    {"id": "helps", "kind": "multiple", "text": {"en": "What helps?"},
     "options": [{"code": "sleep", "text": {"en": "Sleep"}}, {"code": "talk", "text": {"en": "Talks"}}]},
    {"id": "days", "kind": "number", "text": {"en": "How many days off?"}, "min": 0, "max": 14,
     "options": [{"code": "rather_not", "text": {"en": "I'd rather not say"}, "role": "declined"}]},
    {"id": "why", "kind": "open", "text": {"en": "Why?"}, "max_length": 100,
     "shown_if": {"all": [{"question": "well", "is": "no"}]}}
  ]
}
)";
}

inline std::string mood_answers() {
  std::string rows = "sheet,wave,question,row,answer\n";
  for (int sheet = 1; sheet <= 10; ++sheet) {
    const std::string key = "s" + std::to_string(sheet);
    rows += key + ",before,well,,no\n" + key + ",before,helps,,sleep talk\n" + key + ",before,days,,3\n";
    if (sheet > 1) rows += key + ",before,why,,\"Too much to do, as ever\"\n";
    rows += key + ",after,well,,yes\n" + key + ",after,days,,rather_not\n";
  }
  return rows;
}

inline Files folder_with_waves() {
  Files files = small_folder();
  files["wave-series.csv"] =
      "key,round,first_keeper,second_keeper,partition_question,partition_groups,entered_afterwards,invented\n"
      "mood,2021,keeper one,keeper two,well,well: yes; other: no rather_not,yes,yes\n";
  files["waves.csv"] =
      "key,series,moment,questionnaire,local_open,local_remind,local_close\n"
      "before,mood,before,mood,2021-03-20T08:00,2021-03-26T08:00,2021-03-27T09:00\n"
      "after,mood,after,mood,2021-03-27T13:00,,2021-04-01T00:00\n";
  files["answers.csv"] = mood_answers();
  files["questionnaires/mood.json"] = mood_questionnaire();
  return files;
}

}  // namespace opora::round_folder
