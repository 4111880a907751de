// QR codes as pictures.
#pragma once

#include <string>
#include <string_view>

namespace opora::pages {

// An SVG element, black on white with its margin of four modules, hidden from screen readers: what it holds stands
// beside it. Read as it is even where 15 % of it are soiled. Throws std::invalid_argument for a text that is empty, or
// longer than a QR code can be (2,331 bytes).
std::string qr_svg(std::string_view text);

}  // namespace opora::pages
