// An open answer as it is kept. For this library alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/result/result.h"

namespace opora::questionnaire {

// What was typed, each line composed (platform/text/typed_text.h), lines that say nothing left out, the others parted
// by \n; tabs are spaces. Keeping what is kept changes nothing. Refused with ANSWER_TOO_LONG, also before it is looked
// at if it is far too long, or ANSWER_NOT_PLAIN_TEXT.
Result<std::string> kept_text(std::string_view typed, std::size_t points_max, std::size_t bytes_max);

}  // namespace opora::questionnaire
