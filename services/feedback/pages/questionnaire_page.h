// A questionnaire as one file for a browser: one question a screen, in one language, with everything in it and nothing
// fetched. Answers stay on the device until somebody saves them as a file, which `opora answer` takes. What a scale
// makes of them is told to whoever answers, there alone. Pure; for any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "feedback/questionnaire/questionnaire.h"
#include "feedback/scales/scale.h"

namespace opora::pages {

struct PageOptions {
  std::string language = "en";      // the reader's, by its tag; texts that it lacks are shown by their fallback
  std::string wave = {};            // whose answers these will be, by its id; empty: whoever sends the file says which
  std::vector<std::string> help = {};  // where to find help, a line each, in that language
};

// `scales` are those that it asks; of one that is missing no result is told.
std::string questionnaire_html(const questionnaire::Questionnaire& asked, std::span<const scales::Scale> scales,
                               const PageOptions& options);

}  // namespace opora::pages
