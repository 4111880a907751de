#include "feedback/pages/qr_code.h"

#include <memory>
#include <stdexcept>

#include <qrencode.h>

namespace opora::pages {
namespace {

constexpr int kMargin = 4;  // modules, as the standard asks for

using Code = std::unique_ptr<QRcode, void (*)(QRcode*)>;

bool is_black(const QRcode& code, int x, int y) { return (code.data[y * code.width + x] & 1U) != 0; }

// A row's black modules, run by run.
std::string row_of(const QRcode& code, int y) {
  std::string path;
  for (int x = 0; x < code.width; ++x) {
    if (!is_black(code, x, y)) continue;
    const int begin = x;
    while (x < code.width && is_black(code, x, y)) ++x;
    const std::string run = std::to_string(x - begin);
    path += "M" + std::to_string(begin) + " " + std::to_string(y) + "h" + run + "v1h-" + run + "z";
  }
  return path;
}

}  // namespace

std::string qr_svg(std::string_view text) {
  const Code code(QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()),
                                    0, QR_ECLEVEL_M),
                  QRcode_free);
  if (code == nullptr) throw std::invalid_argument("a text that no QR code holds");
  std::string black;
  for (int y = 0; y < code->width; ++y) black += row_of(*code, y);
  const std::string from = std::to_string(-kMargin), size = std::to_string(code->width + 2 * kMargin);
  return "<svg viewBox=\"" + from + " " + from + " " + size + " " + size +
         "\" shape-rendering=\"crispEdges\" aria-hidden=\"true\"><path fill=\"#fff\" d=\"M" + from + " " + from + "h" +
         size + "v" + size + "h-" + size + "z\"/><path fill=\"#000\" d=\"" + black + "\"/></svg>";
}

}  // namespace opora::pages
