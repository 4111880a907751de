// What others on the machine see of a process: the words it was called with.
#pragma once

#include <string>
#include <vector>

namespace opora {

// The words that a program was called with, after its own name. Covers, where others see them, those values among them
// that hold a password: of addresses with one, and of "password=". Call it before anything else: until then they can be
// seen.
std::vector<std::string> take_words(int count, char** words);

}  // namespace opora
