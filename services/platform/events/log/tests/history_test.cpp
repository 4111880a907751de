// A digest tells apart whatever differs, and holds for everything before it.
#include "platform/events/log/history.h"

#include <set>

#include <gtest/gtest.h>
#include <sodium.h>

namespace opora {
namespace {

const LogRecord kEvent{7, Instant{1'700'000'000'000'000}, "opora.Type", "key", "payload"};
const std::string kKey(kHistoryKeyBytes, 'k');
const std::string kBefore(kDigestBytes, 'b');

TEST(History, DigestsDifferByEverythingThatTheyAreMadeOf) {
  std::set<std::string> digests{digest_of(kKey, kBefore, kEvent)};
  const auto differs = [&](const std::string& digest) { return digests.insert(digest).second; };
  EXPECT_TRUE(differs(digest_of(std::string(kHistoryKeyBytes, 'K'), kBefore, kEvent))) << "the key";
  EXPECT_TRUE(differs(digest_of(kKey, std::string(kDigestBytes, 'B'), kEvent))) << "what was before";
  EXPECT_TRUE(differs(digest_of(kKey, "", kEvent))) << "nothing before";
  LogRecord other = kEvent;
  other.position = 8;
  EXPECT_TRUE(differs(digest_of(kKey, kBefore, other))) << "the position";
  other = kEvent;
  other.time.us += 1;
  EXPECT_TRUE(differs(digest_of(kKey, kBefore, other))) << "the time";
  other = kEvent;
  other.payload[0] = 'P';
  EXPECT_TRUE(differs(digest_of(kKey, kBefore, other))) << "a byte";
  other = kEvent;
  other.type = "opora.Typek";
  other.key = "ey";
  EXPECT_TRUE(differs(digest_of(kKey, kBefore, other))) << "where a text ends";
}

TEST(History, TheDigestItselfIsNoPartOfWhatItIsMadeOf) {
  LogRecord told = kEvent;
  told.digest = "something";
  EXPECT_EQ(digest_of(kKey, kBefore, told), digest_of(kKey, kBefore, kEvent));
}

// So that another program can follow it: put together by hand from the description.
TEST(History, IsBlake2bOfWhatTheDescriptionSays) {
  const auto number = [](unsigned char low) { return std::string(7, '\0') + static_cast<char>(low); };
  const std::string time("\x00\x06\x0a\x24\x18\x1e\x40\x00", 8);  // 1,700,000,000,000,000
  const std::string message = number(32) + kBefore + number(7) + time + number(10) + "opora.Type" + number(3) + "key" +
                              number(7) + "payload";
  std::string expected(kDigestBytes, '\0');
  crypto_generichash_blake2b(reinterpret_cast<unsigned char*>(expected.data()), expected.size(),
                             reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                             reinterpret_cast<const unsigned char*>(kKey.data()), kKey.size());
  EXPECT_EQ(digest_of(kKey, kBefore, kEvent), expected);
}

}  // namespace
}  // namespace opora
