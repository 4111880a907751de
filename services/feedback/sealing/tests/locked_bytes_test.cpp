// A secret lies where it is neither dumped nor copied, and can't be printed.
#include "feedback/sealing/locked_bytes.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

#include <gtest/gtest.h>

#include "feedback/sealing/key_pair.h"
#include "feedback/sealing/passphrase.h"

namespace opora::sealing {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& what) { out << what; };

static_assert(!Printable<LockedBytes> && !Printable<Passphrase> && !Printable<KeyPair>);
static_assert(!std::is_copy_constructible_v<LockedBytes> && !std::is_copy_assignable_v<LockedBytes>);
static_assert(!std::is_copy_constructible_v<Passphrase> && !std::is_copy_constructible_v<KeyPair>);

LockedBytes locked(std::string_view text) {
  LockedBytes bytes(text.size());
  std::copy(text.begin(), text.end(), bytes.data());
  return bytes;
}

// What the system says of the pages that an address is in (proc(5), VmFlags).
std::string flags_of_pages_with(const void* address) {
  std::ifstream maps("/proc/self/smaps");
  const auto wanted = reinterpret_cast<std::uintptr_t>(address);
  bool is_it = false;
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t begin = 0, end = 0;
    char dash = 0;
    std::istringstream in(line);
    if (in >> std::hex >> begin >> dash >> end && dash == '-') is_it = begin <= wanted && wanted < end;
    if (is_it && line.starts_with("VmFlags:")) return line + " ";
  }
  return "";
}

TEST(LockedBytes, BeginAsZeros) {
  const LockedBytes bytes(100);
  EXPECT_EQ(bytes.text(), std::string(100, '\0'));
  EXPECT_EQ(LockedBytes().size(), 0U);
  EXPECT_EQ(LockedBytes(0).text(), "");
}

TEST(LockedBytes, AreLeftOutOfACoreDump) {
  const LockedBytes bytes(32);
  EXPECT_NE(flags_of_pages_with(bytes.data()).find(" dd "), std::string::npos) << flags_of_pages_with(bytes.data());
}

TEST(LockedBytes, AreMovedAndLeaveNothing) {
  LockedBytes first = locked("secret");
  LockedBytes second = std::move(first);
  EXPECT_EQ(second.text(), "secret");
  EXPECT_EQ(first.size(), 0U);  // NOLINT(bugprone-use-after-move): that is what is asked
  LockedBytes third = locked("another");
  third = std::move(second);
  EXPECT_EQ(third.text(), "secret");
  LockedBytes& same = third;
  third = std::move(same);
  EXPECT_EQ(third.text(), "secret");
}

TEST(LockedBytes, AreCopiedOnlyWhereThatIsSaid) {
  LockedBytes first = locked("secret");
  const LockedBytes copy = first.copy();
  first.data()[0] = 'S';
  EXPECT_EQ(copy.text(), "secret");
  EXPECT_EQ(LockedBytes().copy().size(), 0U);
}

TEST(LockedBytes, AreEqualByWhatTheyHold) {
  EXPECT_TRUE(locked("secret").equals(locked("secret")));
  EXPECT_FALSE(locked("secret").equals(locked("secreT")));
  EXPECT_FALSE(locked("secret").equals(locked("secre")));
  EXPECT_TRUE(LockedBytes().equals(LockedBytes()));
}

}  // namespace
}  // namespace opora::sealing
