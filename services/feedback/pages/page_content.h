// What the page of a questionnaire knows: the questions in the reader's language, how scales are scored, and its words.
// For this library and its tests alone.
#pragma once

#include <span>

#include <nlohmann/json.hpp>

#include "feedback/pages/questionnaire_page.h"

namespace opora::pages {

nlohmann::json page_content(const questionnaire::Questionnaire& asked, std::span<const scales::Scale> scales,
                         const PageOptions& options);

}  // namespace opora::pages
