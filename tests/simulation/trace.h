// What happened in a simulation, line by line: written when somebody wants to read it, and always hashed, so that two
// runs of a seed can be compared.
#pragma once

#include <cstdint>
#include <ostream>
#include <set>
#include <string>
#include <string_view>

namespace opora::simulation {

class Trace {
 public:
  // Writes to nobody without an `out`.
  explicit Trace(std::ostream* out) : out_(out) {}

  template <class... Parts>
  void line(const Parts&... parts) {
    text_.clear();
    (add(parts), ...);
    text_ += '\n';
    for (const char c : text_) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ULL;  // FNV-1a
    if (out_ != nullptr) *out_ << text_;
  }
  std::uint64_t hash() const { return hash_; }

  // Notes that something rare has happened: a simulation that never gets there proves nothing about it.
  void met(std::string what) { met_.insert(std::move(what)); }
  const std::set<std::string>& met() const { return met_; }

 private:
  void add(std::string_view part) { text_ += part; }
  void add(std::int64_t part) { text_ += std::to_string(part); }
  void add(std::size_t part) { text_ += std::to_string(part); }
  void add(int part) { text_ += std::to_string(part); }

  std::ostream* const out_;
  std::string text_;
  std::set<std::string> met_;
  std::uint64_t hash_ = 14'695'981'039'346'656'037ULL;
};

}  // namespace opora::simulation
