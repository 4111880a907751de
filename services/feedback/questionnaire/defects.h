// What is wrong with a questionnaire: where in it, a stable reason, and a sentence in the language of who reads.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/result/result.h"

namespace opora::questionnaire {

// A reason has one sentence, in words/<language>.json under its name; parts stand for its {name}s.
struct Defect {
  std::string path;    // "questions[3].shown_if.all[0].question", items counted from 0; empty: the whole of it
  std::string reason;  // stable, UPPER_SNAKE
  std::vector<std::pair<std::string, std::string>> parts = {};
  bool operator==(const Defect&) const = default;
};

// What is wrong and what to do, in the language of a tag such as "kk"; in English, if there are no words in it.
std::string sentence_of(const Defect& defect, std::string_view language = "en");

// `questions[3].id: ID_TWICE: An earlier question has the id "age": …`; before it whoever prints puts the file.
std::string to_text(const Defect& defect, std::string_view language = "en");

// Keeps the first and counts the rest: nobody mends a thousand lines from one list.
class Defects {
 public:
  static constexpr std::size_t kKeptMax = 50;

  void add(std::string path, std::string reason, std::vector<std::pair<std::string, std::string>> parts = {});
  bool empty() const { return total_ == 0; }
  std::size_t total() const { return total_; }
  // In the order in which they were found.
  const std::vector<Defect>& kept() const { return kept_; }

 private:
  std::vector<Defect> kept_;
  std::size_t total_ = 0;
};

// For a command that was sent such a questionnaire: QUESTIONNAIRE_DEFECTIVE, whose fields are the defects in English.
Error refusal_of(const Defects& defects);

}  // namespace opora::questionnaire
