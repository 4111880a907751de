// A small questionnaire as tests of pages have it: in Russian, and in English where somebody has written that; it asks
// two items of a scale of placeholders.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "feedback/questionnaire/questionnaire.h"
#include "feedback/scales/scale.h"

namespace opora::pages::testing {

using Texts = std::map<std::string, std::string>;

inline LocalizedText text(Texts by_language) { return {std::move(by_language)}; }

inline questionnaire::Option option(std::string code, Texts by_language,
                                    questionnaire::OptionRole role = questionnaire::OptionRole::ordinary) {
  return {std::move(code), text(std::move(by_language)), role};
}

inline std::vector<questionnaire::Option> sample_options() {
  return {option("never", {{"ru", "Никогда"}, {"en", "Never"}}), option("always", {{"ru", "Всегда"}, {"en", "Always"}}),
          option("rather_not", {{"ru", "Не скажу"}}, questionnaire::OptionRole::declined)};
}

inline questionnaire::Questionnaire sample_questionnaire() {
  using questionnaire::Kind;
  questionnaire::Questionnaire asked;
  asked.id = "sample";
  asked.version = 3;
  asked.languages = {"ru", "en"};
  asked.title = text({{"ru", "Как вы?"}, {"en", "How are you?"}});
  asked.scales = {{"tired", 2, {{"en", 1, "A test", "None", "Nobody", "2026-12-01", "", "", ""}}}};

  questionnaire::Question tired;
  tired.id = "tired";
  tired.kind = Kind::matrix;
  tired.text = text({{"ru", "Насколько?"}, {"en", "How much?"}});
  tired.options = sample_options();
  tired.rows = {{"a", text({{"ru", "пункт a"}}), questionnaire::ScaleItem{"tired", "a"}},
                {"b", text({{"ru", "пункт b"}}), questionnaire::ScaleItem{"tired", "b"}}};

  questionnaire::Question why;
  why.id = "why";
  why.kind = Kind::open;
  why.text = text({{"ru", "Почему?"}, {"en", "Why </script>?"}});
  why.points_max = 200;
  why.shown_if.tests = {{"tired", "a", questionnaire::Relation::is_not, "never"}};

  questionnaire::Question better;
  better.id = "better";
  better.kind = Kind::single;
  better.text = text({{"ru", "Лучше?"}, {"en", "Better?"}});
  better.required = true;
  better.unanimity_may_be_shown = true;
  better.options = sample_options();
  asked.questions = {tired, why, better};
  return asked;
}

// The second item is reversed.
inline scales::Scale sample_scale() {
  scales::Scale scale;
  scale.scale_id = "tired";
  scale.scoring_version = 2;
  scale.label = text({{"ru", "Усталость"}, {"en", "Tiredness"}});
  scale.option_sets = {{"often", {{"never", 0}, {"always", 100}}}};
  scale.items = {{"a", "often", false}, {"b", "often", true}};
  scale.range = {0, 100 * scales::kUnitsPerPoint};
  return scale;
}

}  // namespace opora::pages::testing
