// Versions of one questionnaire: a new one never breaks an earlier answer, since what an id means stays. Pure.
#pragma once

#include <span>

#include "feedback/questionnaire/answers.h"
#include "feedback/questionnaire/defects.h"
#include "feedback/questionnaire/questionnaire.h"

namespace opora::questionnaire {

// Adds what stands against `next` as a further version of those that there are, in any order: OTHER_QUESTIONNAIRE (its
// id differs), VERSION_NOT_NEWER, and, of an id that an earlier version has given to something: KIND_CHANGED,
// ITEM_CHANGED (another item of a scale), ROLE_CHANGED (of an option), and RANGE_CHANGED (a number's bounds or bands).
// Questions, options and rows may come, go, and change places and texts.
void check_next_version(std::span<const Questionnaire> earlier, const Questionnaire& next, Defects& defects);

// Answers to the version `answered`, as seen by `seen`, another version of it: one for each of its questions and rows,
// those that `answered` did not ask being not_in_version. What only `answered` asked is left out. Codes stay as they
// are, also of an option that `seen` has no more.
Answers as_seen_by(const Questionnaire& seen, const Questionnaire& answered, const Answers& answers);

}  // namespace opora::questionnaire
