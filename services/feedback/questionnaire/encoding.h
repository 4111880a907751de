// Checked answers as bytes of one size, to be sealed: nobody sees from the size what was answered, how much was
// written, or in which language it was read, which is not kept. Pure; for any thread.
//
// The bytes: a format number, the version, the length of what follows, the answers in the questionnaire's order, zeros.
// Options stand by their place in the version, so decoding needs the very version that was answered.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "feedback/questionnaire/answers.h"
#include "feedback/questionnaire/questionnaire.h"
#include "platform/result/result.h"

namespace opora::questionnaire {

inline constexpr std::size_t kPaddedToBytes = 1024;

// The largest possible answer to this version, rounded up to 1 kB (1,024 bytes): it follows from kinds, options, rows
// and bounds, and from no text.
std::size_t padded_size(const Questionnaire& questionnaire);

// Of padded_size(). `answers` are check_answers()' of this very questionnaire: others are a mistake of ours, and throw
// std::invalid_argument.
std::string encode(const Questionnaire& questionnaire, const Answers& answers);

// What encode() was given. Of any bytes: refused with ANSWERS_UNREADABLE (Code::invalid) if encode() can't have written
// them for this questionnaire.
Result<Answers> decode(const Questionnaire& questionnaire, std::string_view bytes);

}  // namespace opora::questionnaire
