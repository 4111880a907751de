#include "simulation/asking.h"

namespace opora::simulation {

std::string questionnaire_of_simulation() {
  return R"json({
    "schema": "opora-questionnaire/1", "id": "week", "version": 1, "languages": ["en"],
    "title": {"en": "A week (invented)"},
    "questions": [
      {"id": "strain", "kind": "single", "text": {"en": "How was it?"},
       "options": [{"code": "light", "text": {"en": "Light"}}, {"code": "hard", "text": {"en": "Hard"}},
                   {"code": "rather_not", "text": {"en": "Rather not"}, "role": "declined"}]},
      {"id": "number", "kind": "number", "text": {"en": "A number"}, "min": 0, "max": 1000000},
      {"id": "words", "kind": "open", "text": {"en": "In your words"}, "max_length": 100}
    ]
  })json";
}

// Of many sizes.
std::string words_of(std::int64_t number) {
  return "What I say is " + std::to_string(number) + std::string(static_cast<std::size_t>(number * 7 % 40), '.');
}

}  // namespace opora::simulation
