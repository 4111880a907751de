// What somebody is told who is refused, in their language.
#pragma once

#include <string_view>

#include "platform/result/result.h"

namespace opora {

// The refusal with the words of a language such as "ru", where a service or the platform has words for its reason. In
// English it keeps its own message, which says more: how many, until when, which of them.
Error in_language(Error refusal, std::string_view language);

}  // namespace opora
