// A questionnaire with a question of each kind, and a scale of nobody's. All texts are placeholders.
#pragma once

#include <string>
#include <vector>

#include "feedback/questionnaire/reading.h"

namespace opora::questionnaire::testing {

// Scale "pace", scoring version 2: p1 and p2 are answered from never, sometimes, always; p3 from low and high.
std::vector<ScaleShape> sample_scales();

// As a file: languages en and ru, of which ru lacks a few texts; version 3. Its questions are
//   0 clients   single, required: yes, no; rather_not declines
//   1 helps     multiple, 1 to 2 of talk, walk, sleep; none_of_these excludes; rather_not declines
//   2 walks     number 0 to 60, by bands; rather_not declines; shown if helps includes walk
//   3 pace      matrix of p1 (r1) and p2 (r2); rather_not declines; shown if clients is yes
//   4 tired     scale: p3; shown if clients is yes
//   5 order     ranking, 1 to 3 of a, b, c
//   6 words     open, up to 20 characters
std::string sample_file();

// Of the sample file.
Questionnaire sample();

// "questions[2].id ID_TWICE", a line each.
std::string lines_of(const Defects& defects);

}  // namespace opora::questionnaire::testing
