// A secret is read to its line's end and no further. What a person sees of one, tests/waves looks at in a terminal.
#include "opora/tool/terminal.h"

#include <array>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "opora/tool/passphrase.h"
#include "platform/sealing/private_file.h"
#include "platform/testing/engines.h"

namespace opora::tool {
namespace {

// Something open that holds a text, and is at its end behind it.
class Piped {
 public:
  explicit Piped(const std::string& text) {
    if (::pipe(ends_.data()) != 0) return;
    EXPECT_EQ(::write(ends_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    ::close(ends_[1]);
  }
  ~Piped() { ::close(ends_[0]); }
  Piped(const Piped&) = delete;
  Piped& operator=(const Piped&) = delete;
  int number() const { return ends_[0]; }
  std::string line() const { return std::string(secret_line_of(number()).value().text()); }

 private:
  std::array<int, 2> ends_{-1, -1};
};

TEST(SecretLines, AreReadOneByOne) {
  const Piped both("bodara desuni\r\nsecond\n\nlast");
  EXPECT_EQ(both.line(), "bodara desuni");
  EXPECT_EQ(both.line(), "second") << "what comes after is left for whoever else reads";
  EXPECT_EQ(both.line(), "");
  EXPECT_EQ(both.line(), "last");
  EXPECT_EQ(both.line(), "") << "and nothing behind it";
}

TEST(SecretLines, AreRefusedOfWhatIsNotOpen) {
  const auto line = secret_line_of(-1);
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().reason, "LINE_UNREADABLE");
}

TEST(OwnPassphrases, ComeFromADescriptorOrAFileOfTheirOwners) {
  const Piped piped("bodara desuni\n");
  EXPECT_EQ(read_own_passphrase({.descriptor = piped.number()}, "").value().text(), "bodara desuni");
  const testing::TemporaryFolder folder;
  ASSERT_FALSE(write_private_file(folder.file("words"), "bodara desuni\n", IfThere::keep).error);
  EXPECT_EQ(read_own_passphrase({.file = folder.file("words")}, "").value().text(), "bodara desuni");
  std::filesystem::permissions(folder.file("words"), std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  EXPECT_EQ(read_own_passphrase({.file = folder.file("words")}, "").error().reason, "PASSPHRASE_EXPOSED");
  const Piped nothing("\n");
  EXPECT_EQ(read_own_passphrase({.descriptor = nothing.number()}, "").error().reason, "PASSPHRASE_MISSING");
}

}  // namespace
}  // namespace opora::tool
