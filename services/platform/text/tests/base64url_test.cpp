#include "platform/text/base64url.h"

#include <gtest/gtest.h>

namespace opora {
namespace {

TEST(Base64Url, LeadsBackToItsBytes) {
  EXPECT_EQ(base64url("\xfb\xff\xfe?"), "-__-Pw") << "nothing in it means something in an address";
  std::string bytes;
  for (int length = 0; length < 300; ++length) {
    EXPECT_EQ(from_base64url(base64url(bytes)), bytes) << length;
    bytes += static_cast<char>(length * 7);
  }
}

TEST(Base64Url, IsWrittenInOneWayAlone) {
  EXPECT_EQ(from_base64url("QQ"), "A");
  for (const char* text : {"QQ==", "QR", "Q", "Q Q", "QQ\n", "+/", "%%%"})
    EXPECT_EQ(from_base64url(text), std::nullopt) << text;
}

}  // namespace
}  // namespace opora
