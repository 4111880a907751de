#include "platform/limits/call_limits.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <stdexcept>
#include <utility>

#include <sodium.h>

namespace opora {
namespace {

constexpr std::int64_t kWindowUs = std::chrono::microseconds(CallLimits::kWindow).count();
// Counts are told in pieces that Redis answers well within its time.
constexpr std::size_t kPartCountMax = 1024;

std::string hex(std::span<const unsigned char> bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

// New with every process: one that starts again doesn't overwrite what it had counted.
std::string random_name() {
  if (sodium_init() < 0) throw std::runtime_error("The system gives no random numbers.");
  std::array<unsigned char, 8> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return hex(bytes);
}

// How long until a call would pass, 0 if it would now, of a caller with these counts, `left` before the window's end.
// Of the window before as much counts as this one has left, taken as spread evenly.
std::int64_t wait_us(std::int64_t calls_max, std::int64_t before, std::int64_t now, std::int64_t left) {
  if (before * left + (now + 1) * kWindowUs <= calls_max * kWindowUs) return 0;
  if (now + 1 <= calls_max) return left - (calls_max - now - 1) * kWindowUs / before;
  // Not in this window; in the next, this one's count is the one before.
  return left + kWindowUs - std::min(kWindowUs, (calls_max - 1) * kWindowUs / now);
}

tl::unexpected<Error> limited(std::int64_t wait) {
  Error error{Code::overloaded, "RATE_LIMITED",
              "These are more calls a minute than one caller may make. Wait a little and try again."};
  error.retry_after = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::microseconds(wait));
  return tl::unexpected(std::move(error));
}

}  // namespace

CallLimits::CallLimits(std::int64_t calls, const Clock& clock, std::size_t caller_count_max)
    : calls_max_(calls), clock_(clock), shard_count_max_(caller_count_max / kShardCount + 1), self_(random_name()) {}

std::size_t CallLimits::KeyHash::operator()(const Key& key) const {
  std::size_t hash = 0;
  std::memcpy(&hash, key.data(), sizeof hash);
  return hash;
}

// Whoever has not called for a window is forgotten by this alone.
void CallLimits::Shard::roll(std::int64_t to) {
  if (to == window) return;
  before = to == window + 1 ? std::move(now) : Counts();
  now = Counts();
  window = to;
}

CallLimits::Counts* CallLimits::Shard::of(std::int64_t wanted) {
  return wanted == window ? &now : wanted == window - 1 ? &before : nullptr;
}

Result<void> CallLimits::pass(std::string_view subject) {
  if (calls_max_ == 0) return {};
  Key key{};
  crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(subject.data()), subject.size(),
                     nullptr, 0);
  const std::int64_t now_us = clock_.now().us;
  Shard& shard = shards_[key.back() % kShardCount];
  const std::lock_guard lock(shard.mutex);
  shard.roll(now_us / kWindowUs);
  const auto found = shard.now.find(key);
  const auto found_before = shard.before.find(key);
  const std::int64_t before = found_before == shard.before.end() ? 0 : found_before->second.all();
  const std::int64_t now = found == shard.now.end() ? 0 : found->second.all();
  const std::int64_t wait = wait_us(calls_max_, before, now, kWindowUs - now_us % kWindowUs);
  if (wait > 0) return limited(wait);
  if (found != shard.now.end())
    ++found->second.own;
  else if (shard.now.size() < shard_count_max_)
    shard.now[key].own = 1;
  return {};
}

bool CallLimits::exchange(Cache& cache) {
  const bool is_there = tell(cache);
  if (!is_there) forget_told();
  return is_there;
}

bool CallLimits::tell(Cache& cache) {
  std::vector<Told> told;
  for (Shard& shard : shards_) collect(shard, told);
  if (told.empty()) return cache.ping();
  std::vector<Cache::Part> parts;
  for (std::size_t first = 0; first < told.size(); first += parts.size()) {
    parts.clear();
    for (const Told& each : std::span(told).subspan(first, std::min(kPartCountMax, told.size() - first)))
      parts.push_back({"opora:limit:" + hex(each.key) + ":" + std::to_string(each.window * kWindow.count()), each.own});
    const auto all = cache.count_together(parts, self_, 2 * kWindow);
    if (!all) return false;
    for (std::size_t i = 0; i < parts.size(); ++i) take_over(told[first + i], (*all)[i]);
  }
  return true;
}

void CallLimits::collect(Shard& shard, std::vector<Told>& told) {
  const std::lock_guard lock(shard.mutex);
  for (const auto& [key, count] : shard.now) {
    if (count.told == count.own) continue;
    told.push_back({&shard, key, shard.window, count.own});
    // Of the window before, others may have told more since we asked, or had calls where we had none.
    shard.before[key].told = -1;
  }
  for (const auto& [key, count] : shard.before)
    if (count.told != count.own) told.push_back({&shard, key, shard.window - 1, count.own});
}

void CallLimits::take_over(const Told& told, std::int64_t all) {
  const std::lock_guard lock(told.shard->mutex);
  Counts* const counts = told.shard->of(told.window);
  if (counts == nullptr) return;
  const auto found = counts->find(told.key);
  if (found == counts->end()) return;
  found->second.told = told.own;
  found->second.others = std::max<std::int64_t>(0, all - told.own);
}

// A Redis that comes back may have lost what it knew, so it is told everything again.
void CallLimits::forget_told() {
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (auto* counts : {&shard.now, &shard.before})
      for (auto& [key, count] : *counts) count.told = -1;
  }
}

std::size_t CallLimits::caller_count() const {
  std::size_t count = 0;
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    count += shard.now.size();
  }
  return count;
}

}  // namespace opora
