// The terminal that somebody sits at. What is secret is shown and typed here alone: it is opened by itself, so that
// nothing of it goes where the command's output does, to a file, a pipe or a log.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "platform/result/result.h"
#include "platform/sealing/sealed.h"

namespace opora::tool {

class Terminal {
 public:
  virtual ~Terminal() = default;
  // A line for whoever sits there.
  virtual void tell(const std::string& line) = 0;
  // Shows a text on a screen of its own, to which no window scrolls back, until Enter is pressed.
  virtual Result<void> show_once(std::string_view text) = 0;
  // What is typed in answer, without showing it; it may be nothing.
  virtual Result<Secret> ask_hidden(const std::string& question) = 0;
};

// Refused with NO_TERMINAL, as what it is asked for is, where nothing can be hidden there.
Result<std::unique_ptr<Terminal>> open_terminal();

// The next line of whatever is open, byte by byte, so that what comes after it is left for whoever else reads there. Up
// to 1,023 bytes; it may be empty. Refused with LINE_UNREADABLE.
Result<Secret> secret_line_of(int descriptor);

}  // namespace opora::tool
