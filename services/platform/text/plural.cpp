#include "platform/text/plural.h"

namespace opora {
namespace {

constexpr Plural kOneAndOther[] = {Plural::one, Plural::other};
constexpr Plural kAll[] = {Plural::one, Plural::few, Plural::many, Plural::other};

// 21 and 101 go like 1, 22 like 2; 11 to 14 don't.
Plural russian(std::uint64_t count) {
  const bool is_teen = count % 100 >= 11 && count % 100 <= 14;
  if (!is_teen && count % 10 == 1) return Plural::one;
  if (!is_teen && count % 10 >= 2 && count % 10 <= 4) return Plural::few;
  return Plural::many;
}

}  // namespace

std::string_view name_of(Plural form) {
  switch (form) {
    case Plural::one: return "one";
    case Plural::few: return "few";
    case Plural::many: return "many";
    case Plural::other: return "other";
  }
  return "";
}

std::span<const Plural> plurals_of(std::string_view language) {
  if (language == "ru") return kAll;
  if (language == "bg" || language == "en" || language == "kk") return kOneAndOther;
  return {};
}

Plural plural_of(std::string_view language, std::int64_t count) {
  const std::uint64_t size = count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
  if (language == "ru") return russian(size);
  return size == 1 && !plurals_of(language).empty() ? Plural::one : Plural::other;
}

}  // namespace opora
