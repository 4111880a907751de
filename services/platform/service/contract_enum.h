// Enums that a service and its contract have in common. The domain's enumerators are the contract's, by number and by
// name, so a value crosses unchanged; the compiler compares them wherever one does.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace opora {

// "confirmed" for GroupStatus(1), "GROUP_STATUS_CONFIRMED" for v1::GroupStatus(1); empty for a number that has no
// enumerator. As the compiler writes it: `… [with auto value = opora::registration::GroupStatus::confirmed; …]`, and a
// number without a name as `(opora::registration::GroupStatus)7`.
template <auto value>
constexpr std::string_view enumerator_name() {
  std::string_view name = __PRETTY_FUNCTION__;
  constexpr std::string_view kBefore = "value = ";
  name.remove_prefix(name.find(kBefore) + kBefore.size());
  name = name.substr(0, name.find_first_of(";]"));
  if (name.starts_with('(')) return {};
  if (const auto colon = name.rfind(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  return name;
}

// Whether `contract` is the domain's name in the contract's writing: "GROUP_STATUS_CONFIRMED" of "confirmed".
constexpr bool is_written(std::string_view contract, std::string_view prefix, std::string_view domain) {
  if (contract.size() != prefix.size() + domain.size() || !contract.starts_with(prefix)) return false;
  contract.remove_prefix(prefix.size());
  for (std::size_t i = 0; i < domain.size(); ++i) {
    const char c = domain[i];
    if (contract[i] != (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c)) return false;
  }
  return true;
}

// Numbers are compared from 0, which is UNSPECIFIED in the contract and nothing in a domain that has no need of it.
inline constexpr int kEnumeratorCountMax = 64;

template <class Enum, int... n>
constexpr std::array<std::string_view, sizeof...(n)> enumerator_names(std::integer_sequence<int, n...>) {
  return {enumerator_name<static_cast<Enum>(n)>()...};
}

template <class Domain, class Contract>
constexpr bool are_alike() {
  constexpr std::string_view kUnspecified = "UNSPECIFIED";
  constexpr std::make_integer_sequence<int, kEnumeratorCountMax> kNumbers;
  const auto domain = enumerator_names<Domain>(kNumbers);
  const auto contract = enumerator_names<Contract>(kNumbers);
  if (!contract[0].ends_with(kUnspecified)) return false;
  const std::string_view prefix = contract[0].substr(0, contract[0].size() - kUnspecified.size());
  for (std::size_t n = 0; n < domain.size(); ++n) {
    const bool is_nowhere = domain[n].empty() && (contract[n].empty() || n == 0);
    if (!is_nowhere && !is_written(contract[n], prefix, domain[n])) return false;
  }
  return true;
}

// A value of one as the other. The domain's is the `enum class`. A number that neither knows stays as it is.
template <class To, class From>
constexpr To enum_cast(From value) {
  if constexpr (std::is_convertible_v<From, int>)
    static_assert(are_alike<To, From>(), "the domain's enum and the contract's have other enumerators");
  else
    static_assert(are_alike<From, To>(), "the domain's enum and the contract's have other enumerators");
  return static_cast<To>(value);
}

}  // namespace opora
