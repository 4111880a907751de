// What a fuzzer is: one function, called with millions of inputs that libFuzzer makes of the corpus (docs/adr/0046).
#pragma once

#include <string_view>

namespace opora::fuzzing {

// Tries one input; defined by each fuzzer. What ends the process, here or in the product, is a finding.
void try_input(std::string_view input);

// Ends the process, with the sentence, where a property does not hold.
void expect(bool holds, std::string_view property, std::string_view seen = "");

}  // namespace opora::fuzzing
