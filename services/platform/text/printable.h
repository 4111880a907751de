// Text that people typed, as it may stand where others read it: on a terminal, in a report. It can't steer the
// terminal, nor turn what stands beside it (Unicode's UAX 9).
#pragma once

#include <string>
#include <string_view>

namespace opora {

// A text by itself, such as a name: control characters become spaces, characters that turn the direction of what
// follows are left out, and a text that holds something written from right to left is isolated as a whole.
std::string printable(std::string_view text);

// A line of ours in which such texts may stand anywhere: the same, but what is written from right to left is isolated
// stretch by stretch, up to the next word that is not.
std::string printable_line(std::string_view line);

}  // namespace opora
