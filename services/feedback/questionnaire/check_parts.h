// What the parts of a questionnaire say of each other, and of themselves by their kind. For reading.cpp.
#pragma once

#include "feedback/questionnaire/defects.h"
#include "feedback/questionnaire/questionnaire.h"

namespace opora::questionnaire {

// ID_TWICE, CODE_TWICE, TOO_FEW, TOO_MANY, ROLE_NOT_ALLOWED, DECLINED_TWICE, REQUIRED_WITHOUT_DECLINED,
// OPTIONS_NOT_ALLOWED, BAD_CHOICES, BAD_RANGE, BAD_BANDS.
void check_questions(const Questionnaire& questionnaire, Defects& defects);

// UNKNOWN_QUESTION, CONDITION_ON_LATER (also on itself: so there is no cycle), ROW_MISSING, UNKNOWN_ROW,
// RELATION_NOT_ALLOWED, UNKNOWN_OPTION, CONDITION_ON_DECLINED.
void check_conditions(const Questionnaire& questionnaire, Defects& defects);

}  // namespace opora::questionnaire
