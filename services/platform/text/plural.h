// Which form of its words a count asks for, by language: the cardinal rules of Unicode's CLDR for whole numbers
// (common/supplemental/plurals.xml, release 41). Why they stand here: docs/adr/0038.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace opora {

enum class Plural { one, few, many, other };

// As CLDR calls it: "few".
std::string_view name_of(Plural form);

// The forms that a language has ("ru": all four, `other` being that of fractions); none if its rules are not known.
std::span<const Plural> plurals_of(std::string_view language);

// The form for a count; `other` in a language whose rules are not known.
Plural plural_of(std::string_view language, std::int64_t count);

}  // namespace opora
