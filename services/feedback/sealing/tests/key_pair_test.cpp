// What is sealed opens with the wave's private key and with nothing else, and its size tells its own size alone.
#include "feedback/sealing/key_pair.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace opora::sealing {
namespace {

const KeyPair& wave_keys() {
  static const KeyPair keys = make_key_pair();
  return keys;
}

std::string opened(const KeyPair& keys, std::string_view sealed) {
  const Result<LockedBytes> opened = open(keys, sealed);
  return opened ? "opened: " + std::string(opened->text()) : opened.error().reason;
}

template <class T>
std::string refusal_of(const Result<T>& result) {
  return result ? "none" : result.error().reason;
}

TEST(SealedAnswers, ComeBack) {
  for (const std::string& bytes :
       {std::string(), std::string("x"), std::string(2'048, '\0'), std::string(100'000, 'y')}) {
    const Result<std::string> sealed = seal(wave_keys().public_key, bytes);
    ASSERT_TRUE(sealed.has_value());
    EXPECT_EQ(opened(wave_keys(), *sealed), "opened: " + bytes);
  }
}

TEST(SealedAnswers, OfOneSizeAreSealedToOneSize) {
  for (const std::string& bytes : {std::string(2'048, '\0'), std::string(2'048, 'x'), std::string(2'047, 'y') + "z"})
    EXPECT_EQ(seal(wave_keys().public_key, bytes)->size(), 2'048 + kSealBytes);
  EXPECT_EQ(seal(wave_keys().public_key, "")->size(), kSealBytes);
}

TEST(SealedAnswers, AreOtherBytesEachTime) {
  const std::string first = *seal(wave_keys().public_key, "the same answers");
  EXPECT_NE(first, *seal(wave_keys().public_key, "the same answers"));
  EXPECT_EQ(first.find("same"), std::string::npos);
}

TEST(SealedAnswers, AreOpenedByNoOtherKeys) {
  const std::string sealed = *seal(wave_keys().public_key, "answers");
  EXPECT_EQ(opened(make_key_pair(), sealed), "SEALED_UNREADABLE");
  KeyPair mixed = make_key_pair();
  mixed.public_key = wave_keys().public_key;
  EXPECT_EQ(opened(mixed, sealed), "SEALED_UNREADABLE");
}

TEST(SealedAnswers, AreUnreadableWhereAnythingWasChanged) {
  const std::string sealed = *seal(wave_keys().public_key, "answers");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 0x01);
    EXPECT_EQ(opened(wave_keys(), changed), "SEALED_UNREADABLE") << "byte " << i;
    EXPECT_EQ(opened(wave_keys(), sealed.substr(0, i)), "SEALED_UNREADABLE") << i << " bytes";
  }
  EXPECT_EQ(opened(wave_keys(), sealed + "x"), "SEALED_UNREADABLE");
}

TEST(SealedAnswers, AreOpenedIntoWhatFitsThem) {
  const std::string sealed = *seal(wave_keys().public_key, "answers");
  LockedBytes into(7);
  ASSERT_TRUE(open(wave_keys(), sealed, into.bytes()).has_value());
  EXPECT_EQ(into.text(), "answers");
  for (const std::size_t size : {0U, 6U, 8U}) {
    LockedBytes other(size);
    EXPECT_FALSE(open(wave_keys(), sealed, other.bytes()).has_value()) << size;
  }
}

TEST(SealedAnswers, OfASeedAreTheSameAndOpenAlike) {
  const auto sealed = [](std::uint64_t seed) {
    SeededRandomness randomness(seed);
    return *seal(wave_keys().public_key, "answers", randomness);
  };
  EXPECT_EQ(sealed(1), sealed(1));
  EXPECT_NE(sealed(1), sealed(2));
  EXPECT_EQ(sealed(1).size(), 7 + kSealBytes);
  EXPECT_EQ(opened(wave_keys(), sealed(1)), "opened: answers");
}

TEST(WaveKeys, AreNewEachTimeAndRepeatedBySeedAlone) {
  EXPECT_FALSE(make_key_pair().private_key.equals(make_key_pair().private_key));
  SeededRandomness one(7), same(7), other(8);
  const KeyPair keys = make_key_pair(one);
  EXPECT_TRUE(keys.private_key.equals(make_key_pair(same).private_key));
  EXPECT_FALSE(keys.private_key.equals(make_key_pair(other).private_key));
  EXPECT_FALSE(keys.private_key.equals(make_key_pair(one).private_key)) << "the next of the same seed";
}

TEST(WaveKeys, ArePublishedAsThirtyTwoBytes) {
  const PublicKey& key = wave_keys().public_key;
  EXPECT_EQ(*PublicKey::from(key.view()), key);
  for (const std::size_t size : {0U, 31U, 33U})
    EXPECT_EQ(refusal_of(PublicKey::from(std::string(size, 'x'))), "PUBLIC_KEY_UNUSABLE") << size;
}

// Anybody could open what was sealed so.
TEST(WaveKeys, OfZerosSealNothing) {
  SeededRandomness randomness(1);
  EXPECT_EQ(refusal_of(seal(PublicKey(), "answers")), "PUBLIC_KEY_UNUSABLE");
  EXPECT_EQ(refusal_of(seal(PublicKey(), "answers", randomness)), "PUBLIC_KEY_UNUSABLE");
}

}  // namespace
}  // namespace opora::sealing
