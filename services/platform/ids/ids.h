// Strong ids, and where new ones come from.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "platform/clock/clock.h"

namespace opora {

// A UUID in its 36-character lower-case form. There is no implicit way back to a string.
template <class Tag>
struct Id {
  std::string value;
  auto operator<=>(const Id&) const = default;
  bool empty() const { return value.empty(); }
};

// Whether `text` is a UUID in 36-character lower-case form.
bool is_uuid(std::string_view text);

// The UUID that `text` is in capitals, or in some, in its lower-case form; nothing if it is none.
std::optional<std::string> uuid_of(std::string_view text);

// A UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 bits of `random_high` and `random_low`. Time-ordered keys keep
// B-trees dense, which makes writes 2 to 4 times as fast as random keys do.
std::string uuid_v7(Instant time, std::uint64_t random_high, std::uint64_t random_low);

// The UUIDv8 (RFC 9562) that is always the same for the same name: its first 48 bits are `time` in milliseconds, so
// that derived keys stay ordered as well, the rest a BLAKE2b hash of `name`. Whoever guesses the name knows the id.
std::string uuid_derived(Instant time, std::string_view name);

// The derived id of what is called `key` among the things of a kind in one space of names. Neither `space` nor `kind`
// may hold a slash.
std::string uuid_of_key(Instant time, std::string_view space, std::string_view kind, std::string_view key);

// The time in the derived ids of what has none: 2020 began. Never to be changed, since ids are derived from it.
inline constexpr Instant kTimeless{1'577'836'800'000'000};

// Makes new ids, which nobody can guess, however many they have seen: their 74 bits come from the system's generator.
// Thread-safe. Simulation gives it a seed, so that a run can be repeated.
class IdSource {
 public:
  IdSource() = default;
  explicit IdSource(std::uint64_t seed) : seeded_(seed) {}  // repeatable, and easily guessed
  std::string next(Instant time);

 private:
  std::uint64_t random();

  std::mutex mutex_;
  std::optional<std::mt19937_64> seeded_;
  std::array<std::uint64_t, 64> drawn_{};  // a call of the system's for many
  std::size_t left_ = 0;
};

}  // namespace opora

template <class Tag>
struct std::hash<opora::Id<Tag>> {
  std::size_t operator()(const opora::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.value); }
};
