// Scales as handlers use them: those that are built in, and those that were added, which may bring the wording of one.
#pragma once

#include <vector>

#include "feedback/questionnaire/scale_shape.h"
#include "feedback/scales/scale.h"
#include "platform/lane/transaction.h"

namespace opora::feedback {

// One of each id and scoring version; an added one takes the place of one that is built in.
Result<std::vector<scales::Scale>> known_scales(Reader& reader);

// What a questionnaire has to know of them.
std::vector<opora::questionnaire::ScaleShape> shapes_of(const std::vector<scales::Scale>& known);

// Those that a version asks, in its order.
std::vector<scales::Scale> scales_of(const opora::questionnaire::Questionnaire& asked,
                                     const std::vector<scales::Scale>& known);

}  // namespace opora::feedback
