// A mistake behind a word that nobody guesses: that it is found shows that inputs are led by what they reach, and that
// a finding is one.
#include <cstdint>
#include <cstring>

#include "fuzz/fuzzer.h"

namespace opora::fuzzing {

void try_input(std::string_view input) {
  if (input.size() < 12 || input[0] != 'O' || input[1] != 'p' || input[2] != 'o' || input[3] != 'r') return;
  std::uint32_t number = 0;
  std::memcpy(&number, input.data() + 4, sizeof number);
  if (number != 0xC0FF'EE11) return;
  expect(!input.substr(8).starts_with("word"), "nobody comes here");
}

}  // namespace opora::fuzzing
