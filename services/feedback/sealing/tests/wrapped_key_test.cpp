// A private key that two passphrases hold, each by itself, and nothing else.
#include "feedback/sealing/wrapped_key.h"

#include <string>

#include <gtest/gtest.h>

namespace opora::sealing {
namespace {

constexpr WrapCost kCheap{1, 8'192};

// A wave's keys and its two keepers.
class WrappedKeys : public ::testing::Test {
 protected:
  WrappedKey wrapped(const Passphrase& passphrase) const { return *wrap(keys, passphrase, kCheap); }

  std::string unwrapping(const Result<WrappedKey>& wrapped, const Passphrase& passphrase) const {
    if (!wrapped) return wrapped.error().reason;
    const Result<KeyPair> unwrapped = unwrap(*wrapped, keys.public_key, passphrase);
    if (!unwrapped) return unwrapped.error().reason;
    const bool is_whole = unwrapped->private_key.equals(keys.private_key) && unwrapped->public_key == keys.public_key;
    return is_whole ? "unwrapped" : "another key";
  }

  const KeyPair keys = make_key_pair();
  const Passphrase first = Passphrase::draw();
  const Passphrase second = Passphrase::draw();
};

TEST_F(WrappedKeys, AreTheSameForBothKeepers) {
  EXPECT_EQ(unwrapping(wrapped(first), first), "unwrapped");
  EXPECT_EQ(unwrapping(wrapped(second), second), "unwrapped");
  const KeyPair unwrapped = *unwrap(wrapped(second), keys.public_key, second);
  EXPECT_EQ(open(unwrapped, *seal(keys.public_key, "answers"))->text(), "answers");
}

TEST_F(WrappedKeys, AreUnwrappedByThePassphraseThatIsTypedBack) {
  const Passphrase typed = *Passphrase::typed(first.text());
  EXPECT_EQ(unwrapping(wrapped(first), typed), "unwrapped");
}

TEST_F(WrappedKeys, AreUnwrappedByNoOtherPassphrase) {
  EXPECT_EQ(unwrapping(wrapped(first), second), "PASSPHRASE_WRONG");
  EXPECT_EQ(unwrapping(wrapped(second), first), "PASSPHRASE_WRONG");
}

TEST_F(WrappedKeys, AreOfTheirWaveAlone) {
  const WrappedKey of_another = *wrap(make_key_pair(), first, kCheap);
  EXPECT_EQ(unwrapping(of_another, first), "PASSPHRASE_WRONG") << "somebody put it in the place of this wave's";
}

TEST_F(WrappedKeys, AreOtherBytesEachTimeAndRepeatedBySeedAlone) {
  EXPECT_NE(wrapped(first), wrapped(first));
  SeededRandomness one(1), same(1);
  EXPECT_EQ(*wrap(keys, first, kCheap, one), *wrap(keys, first, kCheap, same));
}

TEST_F(WrappedKeys, ComeBackFromTheirBytes) {
  const WrappedKey key = wrapped(first);
  EXPECT_EQ(key.to_bytes().size(), WrappedKey::kBytes);
  EXPECT_EQ(*WrappedKey::from(key.to_bytes()), key);
  EXPECT_EQ(unwrapping(WrappedKey::from(key.to_bytes()), first), "unwrapped");
  EXPECT_EQ(key.to_bytes().find(keys.private_key.text()), std::string::npos);
}

TEST_F(WrappedKeys, AreNoticedWhereAnyByteWasChanged) {
  const std::string bytes = wrapped(first).to_bytes();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 0x01);
    // Of version and cost most are such as nobody asks for: 16 MiB and 72 KiB are the ones that may be.
    const bool is_impossible = i < 12 && i != 8 && i != 9;
    EXPECT_EQ(unwrapping(WrappedKey::from(changed), first), is_impossible ? "WRAPPED_KEY_DAMAGED" : "PASSPHRASE_WRONG")
        << "byte " << i;
  }
  for (const std::string& damaged : {std::string(), bytes.substr(1), bytes + "x"})
    EXPECT_EQ(unwrapping(WrappedKey::from(damaged), first), "WRAPPED_KEY_DAMAGED") << damaged.size();
}

// Whoever changes a stored cost can't make this machine work for hours, or fall over.
TEST_F(WrappedKeys, CostAtMostWhatAMachineHas) {
  WrappedKey key = wrapped(first);
  for (const WrapCost cost : {WrapCost{17, 8'192}, WrapCost{0, 8'192}, WrapCost{1, (256U << 20) + 1'024},
                              WrapCost{1, 7'168}, WrapCost{1, 8'193}}) {
    key.cost = cost;
    EXPECT_EQ(unwrapping(WrappedKey::from(key.to_bytes()), first), "WRAPPED_KEY_DAMAGED")
        << cost.passes << " passes, " << cost.memory_bytes << " bytes";
  }
}

TEST_F(WrappedKeys, SayWhatTheyCost) {
  const WrappedKey dearer = *wrap(keys, first, {2, 16'384});
  EXPECT_EQ(WrappedKey::from(dearer.to_bytes())->cost, (WrapCost{2, 16'384}));
  EXPECT_EQ(unwrapping(dearer, first), "unwrapped");
}

// Weaker ones would still be opened by the keepers, and sooner by others.
TEST_F(WrappedKeys, CostThreePassesOver64MebibytesUnlessToldOtherwise) {
  const WrappedKey key = *wrap(keys, first);
  EXPECT_EQ(key.cost, (WrapCost{3, 64U << 20}));
  EXPECT_EQ(unwrapping(WrappedKey::from(key.to_bytes()), first), "unwrapped");
}

TEST_F(WrappedKeys, AreHandedToANewKeeperByOneWhoIsThere) {
  const Passphrase newcomers = Passphrase::draw();
  const auto handed = wrap_for_another(wrapped(first), keys.public_key, first, newcomers, kCheap);
  EXPECT_EQ(unwrapping(handed, newcomers), "unwrapped");
  EXPECT_EQ(unwrapping(handed, first), "PASSPHRASE_WRONG");
  EXPECT_EQ(unwrapping(handed, second), "PASSPHRASE_WRONG") << "whom the newcomer takes the place of";

  const auto by_stranger = wrap_for_another(wrapped(first), keys.public_key, second, newcomers, kCheap);
  ASSERT_FALSE(by_stranger.has_value());
  EXPECT_EQ(by_stranger.error().reason, "PASSPHRASE_WRONG");
}

}  // namespace
}  // namespace opora::sealing
