// Runs a fuzzer by libFuzzer, and tells that which of the product's code an input reaches: gcc calls the first function
// below in each basic block of what is compiled to be followed (CMakeLists.txt).
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "fuzz/fuzzer.h"

namespace {

// libFuzzer takes every byte of this section for how often one place was passed.
constexpr unsigned kPlacesLog2 = 16;
__attribute__((section("__libfuzzer_extra_counters"))) std::uint8_t passed[std::size_t{1} << kPlacesLog2];

int try_bytes(const std::uint8_t* bytes, std::size_t size) {
  opora::fuzzing::try_input({reinterpret_cast<const char*>(bytes), size});
  return 0;
}

}  // namespace

extern "C" {

extern const char __executable_start;  // by the linker: places are the same wherever the program is loaded
int LLVMFuzzerRunDriver(int* argc, char*** argv, int (*try_one)(const std::uint8_t*, std::size_t));

// In the place of __sanitizer_cov_trace_pc (the linker's --wrap): libFuzzer's own function of that name refuses to run.
__attribute__((no_sanitize("address", "undefined"))) void __wrap___sanitizer_cov_trace_pc() {
  constexpr std::uint64_t kGolden = 0x9E37'79B9'7F4A'7C15;  // spreads neighbours over the counters
  const std::uint64_t place = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0)) -
                              reinterpret_cast<std::uintptr_t>(&__executable_start);
  ++passed[place * kGolden >> (64 - kPlacesLog2)];
}

// A finding of gcc's UBSan ends as one of ours does, so that libFuzzer keeps its input.
const char* __ubsan_default_options() { return "print_stacktrace=1:halt_on_error=1:abort_on_error=1"; }
}

namespace opora::fuzzing {

void expect(bool holds, std::string_view property, std::string_view seen) {
  if (holds) return;
  std::fprintf(stderr, "==== does not hold: %.*s\n%.*s\n", static_cast<int>(property.size()), property.data(),
               static_cast<int>(seen.size()), seen.data());
  std::abort();
}

}  // namespace opora::fuzzing

int main(int argc, char** argv) { return LLVMFuzzerRunDriver(&argc, &argv, try_bytes); }
