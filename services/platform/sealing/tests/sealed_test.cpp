// What is sealed comes back for its passphrase and for no other, and a file that is not as it was made is told of.
#include "platform/sealing/sealed.h"

#include <array>

#include <gtest/gtest.h>
#include <sodium.h>

namespace opora {
namespace {

const SealingCost kCheap{1, 8192};
const std::string kPassphrase = "seven words drawn at random";

std::string sealed(std::string_view secrets = "what nobody may read") { return *seal(secrets, kPassphrase, kCheap); }

std::string reason(std::string_view file, std::string_view passphrase = kPassphrase) {
  const auto opened = unseal(file, passphrase, kCheap);
  return opened ? "" : opened.error().reason;
}

// With the sum that it needs, as whoever changes it on purpose would.
std::string with_sum(std::string file) {
  std::array<unsigned char, 32> sum{};
  file.resize(file.size() - sum.size());
  crypto_generichash(sum.data(), sum.size(), reinterpret_cast<const unsigned char*>(file.data()), file.size(), nullptr,
                     0);
  return file + std::string(sum.begin(), sum.end());
}

TEST(Sealed, ComesBack) {
  for (const std::string& secrets : {std::string(), std::string("x"), std::string(100'000, '\0')}) {
    const auto opened = unseal(sealed(secrets), kPassphrase, kCheap);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(opened->text(), secrets);
  }
}

TEST(Sealed, IsAnotherFileEachTimeAndSaysWhatItIs) {
  const std::string first = sealed();
  EXPECT_NE(first, sealed());
  EXPECT_TRUE(first.starts_with("OPORA KEYS 1\n"));
  EXPECT_EQ(first.find("nobody"), std::string::npos);
}

// Whoever made a file must open it with any later version.
TEST(Sealed, OpensWhatVersion1Has) {
  EXPECT_EQ(kSealingCost.passes, 4U);
  EXPECT_EQ(kSealingCost.memory_bytes, 256UL << 20);
  const auto opened = unseal(*seal("kept", kPassphrase), kPassphrase);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->text(), "kept");
  EXPECT_EQ(sealed().size(), 13 + 16 + 24 + 20 + 16 + 32U);
}

TEST(Sealed, AnyByteThatIsChangedIsNoticed) {
  const std::string good = sealed();
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = static_cast<char>(changed[i] ^ 0x01);
    const std::string expected = i < 11 ? "SEALED_FOREIGN" : i < 13 ? "SEALED_TOO_NEW" : "SEALED_DAMAGED";
    EXPECT_EQ(reason(changed), expected) << "byte " << i;
    if (i >= 13 && i < good.size() - 32) {
      EXPECT_EQ(reason(with_sum(changed)), "PASSPHRASE_WRONG") << "byte " << i << ", on purpose";
    }
  }
}

TEST(Sealed, AnyPartOfItIsNotIt) {
  const std::string good = sealed();
  for (std::size_t size = 0; size < good.size(); ++size) EXPECT_NE(reason(good.substr(0, size)), "") << size;
  EXPECT_EQ(reason(good.substr(0, good.size() - 1)), "SEALED_DAMAGED");
  EXPECT_EQ(reason(good + "x"), "SEALED_DAMAGED");
}

TEST(Sealed, IsOpenedByNoOtherPassphrase) {
  for (const std::string& other : {std::string(), kPassphrase + " ", std::string("seven words drawn at rando")})
    EXPECT_EQ(reason(sealed(), other), "PASSPHRASE_WRONG") << other;
}

TEST(Sealed, ASecretIsWipedWhenItGoes) {
  Secret secret("a");
  const char* place = secret.text().data();  // it is short enough to lie in the object itself
  secret = Secret("");
  EXPECT_NE(*place, 'a');
}

struct Case {
  const char* rule;
  std::string passphrase;
  const char* reason;
};

class Passphrase : public ::testing::TestWithParam<Case> {};

TEST_P(Passphrase, HasEnoughToIt) {
  const auto checked = check_passphrase(GetParam().passphrase);
  EXPECT_EQ(checked ? "" : checked.error().reason, GetParam().reason) << GetParam().rule;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Passphrase,
    ::testing::Values(Case{"nothing", "", "PASSPHRASE_WEAK"}, Case{"a word", "password", "PASSPHRASE_WEAK"},
                      Case{"short, of all kinds", "aB3$aB3$aB3$", "PASSPHRASE_WEAK"},
                      Case{"one character, often", std::string(64, 'x'), "PASSPHRASE_WEAK"},
                      Case{"digits for 80 bits are 25", "1234567890123456789012345", ""},
                      Case{"and not 24", "123456789012345678901234", "PASSPHRASE_WEAK"},
                      Case{"16 letters", "abcdefghijklmnop", "PASSPHRASE_WEAK"},
                      Case{"20 letters and digits", "k3v9x0q2m7c1z8b5n4t6", ""},
                      Case{"seven words", "cobalt ferry onion prism lemur tally wharf", ""},
                      Case{"in another script", "кобальт паром луковица призма", ""}));

}  // namespace
}  // namespace opora
