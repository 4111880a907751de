// What is kept of answers once their wave is opened: without a tie to a sheet, a token or a time. They are staged
// first, and what an opening has staged is read by nobody before it is finished.
#pragma once

#include <string>

#include "feedback/domain/ids.h"

namespace opora::feedback {

// What somebody answered, but for what they wrote.
struct OpenedSheet {
  std::string key;  // random, so that its place says nothing
  WaveId wave;
  OpeningId opening;
  // Equal for the same person's sheets of one series: the hash of their link code by a key that is destroyed with the
  // series. Empty where the code was lost, or several sheets of the wave had it.
  std::string link;
  std::string answers;  // JSON: see store/opened.h
  std::string scores;   // JSON: 1/420 points by the scale's id
  bool is_readable = true;
  bool operator==(const OpenedSheet&) const = default;
};

// What somebody wrote to one question, or that they did not.
struct OpenAnswer {
  std::string key;  // a random UUID, and no sheet's: pages of a list end at one
  WaveId wave;
  OpeningId opening;
  std::string question;
  int state = 1;  // as questionnaire::AnswerState: 1 answered, 2 declined, 3 skipped, 4 not shown
  std::string text;
  bool operator==(const OpenAnswer&) const = default;
};

}  // namespace opora::feedback
