// What is kept of an answer before its wave is opened, and of what it was given by.
#pragma once

#include <string>
#include <vector>

#include "feedback/domain/ids.h"

namespace opora::feedback {

// Bytes that only keepers can open, under a random key: no row says when it came, or whose it is.
struct SealedAnswer {
  WaveId wave;
  std::string key;     // 16 bytes
  std::string sealed;  // of one size in a wave
  bool operator==(const SealedAnswer&) const = default;
};

// A token that a sheet has, by its hash, 32 bytes.
struct SheetToken {
  WaveId wave;
  std::string hash;
  bool operator==(const SheetToken&) const = default;
};

// A portion of what is left of a wave that is over. Loaded to be let go: saved, it is deleted.
struct SealedRemains {
  WaveId wave;
  std::vector<std::string> answers;  // keys
  std::vector<std::string> spent;    // hashes
  std::vector<std::string> tokens;   // hashes
  bool operator==(const SealedRemains&) const = default;
  bool empty() const { return answers.empty() && spent.empty() && tokens.empty(); }
};

}  // namespace opora::feedback
