// The picture has exactly the modules that the library has made of the text.
#include "feedback/pages/qr_code.h"

#include <memory>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <qrencode.h>

namespace opora::pages::testing {
namespace {

using Modules = std::set<std::pair<int, int>>;

// Of the runs in the picture's black path.
Modules drawn(const std::string& svg) {
  const std::string path = svg.substr(svg.rfind("d=\""));
  const std::regex run("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
  Modules modules;
  for (auto found = std::sregex_iterator(path.begin(), path.end(), run); found != std::sregex_iterator(); ++found) {
    EXPECT_EQ((*found)[3], (*found)[4]);
    const int x = std::stoi((*found)[1]), y = std::stoi((*found)[2]), length = std::stoi((*found)[3]);
    for (int i = 0; i < length; ++i) modules.emplace(x + i, y);
  }
  return modules;
}

Modules made(const std::string& text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                        QR_ECLEVEL_M),
      QRcode_free);
  Modules modules;
  for (int y = 0; y < code->width; ++y)
    for (int x = 0; x < code->width; ++x)
      if ((code->data[y * code->width + x] & 1U) != 0) modules.emplace(x, y);
  return modules;
}

TEST(QrCode, IsDrawnModuleByModule) {
  for (const std::string text : {"A", "0190a5b0-0000-7000-8000-000000000001.AAAAA-AAAAA-AAAAA-AAAA.CCCCC-CCCCC"}) {
    const Modules modules = drawn(qr_svg(text));
    EXPECT_EQ(modules, made(text));
    EXPECT_TRUE(modules.contains({0, 0})) << "a finder stands in the corner";
    EXPECT_FALSE(modules.contains({7, 7})) << "and is set apart";
  }
}

TEST(QrCode, HasAMarginOfFourModules) {
  EXPECT_NE(qr_svg("A").find("viewBox=\"-4 -4 29 29\""), std::string::npos) << "version 1 has 21";
}

TEST(QrCode, HoldsSoMuchAndNotNothing) {
  EXPECT_NO_THROW(qr_svg(std::string(2'331, 'x')));
  EXPECT_THROW(qr_svg(std::string(2'332, 'x')), std::invalid_argument);
  EXPECT_THROW(qr_svg(""), std::invalid_argument);
}

}  // namespace
}  // namespace opora::pages::testing
