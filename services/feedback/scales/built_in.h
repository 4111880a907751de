// The scales that come with the platform.
//
// Of the Copenhagen Burnout Inventory (Kristensen, Borritz, Villadsen, Christensen 2005, doi:10.1080/02678370500297720)
// that is the method alone: which items there are, what an answer counts, which is reversed, how many have to be
// answered. Its wording, answer labels included, is nobody's to ship: no licence was found. It comes by import, with
// its source and with whose leave. Three scales for three kinds of people, and no total over them.
//
// `own_strain` is of our own wording, in four languages, not validated.
#pragma once

#include <span>
#include <string_view>

#include "feedback/scales/scale.h"

namespace opora::scales {

inline constexpr std::string_view kCbiPersonal = "cbi_personal";
inline constexpr std::string_view kCbiWork = "cbi_work";
inline constexpr std::string_view kCbiClient = "cbi_client";
inline constexpr std::string_view kOwnStrain = "own_strain";

// By id. Checked when they are first asked for; std::logic_error then, if one has a defect.
std::span<const Scale> built_in_scales();

// Null if none has the id.
const Scale* find_built_in(std::string_view scale_id);

}  // namespace opora::scales
