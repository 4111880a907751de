#include "opora/tool/terminal.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "platform/sealing/private_file.h"
#include "platform/text/printable.h"

namespace opora::tool {
namespace {

constexpr std::size_t kLineBytesMax = 1024;
// xterm's screen beside the usual one, which others know as well; those that don't are cleared all the same.
constexpr std::string_view kOwnScreen = "\x1b[?1049h\x1b[2J\x1b[H";
constexpr std::string_view kUsualScreen = "\x1b[2J\x1b[H\x1b[?1049l";

tl::unexpected<Error> no_terminal(const std::string& why) {
  return refuse(Code::invalid, "NO_TERMINAL",
                why + " What is secret is shown and typed at a terminal alone: give the command in one, by yourself.");
}

// What is typed is not shown, nor does a signal leave the terminal so: the keys for those are characters meanwhile.
class Hidden {
 public:
  explicit Hidden(int terminal) : terminal_(terminal) {
    if (::tcgetattr(terminal_, &before_) != 0) return;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    is_hidden_ = ::tcsetattr(terminal_, TCSAFLUSH, &hidden) == 0;
  }
  ~Hidden() {
    if (is_hidden_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  Hidden(const Hidden&) = delete;
  Hidden& operator=(const Hidden&) = delete;
  bool is_hidden() const { return is_hidden_; }

 private:
  const int terminal_;
  termios before_{};
  bool is_hidden_ = false;
};

class OpenTerminal final : public Terminal {
 public:
  explicit OpenTerminal(int number) : file_(number) {}
  bool is_open() const { return file_.is_open(); }

  void tell(const std::string& line) override { write(printable_line(line) + "\n"); }

  Result<void> show_once(std::string_view text) override {
    const Hidden hidden(file_.number());
    if (!hidden.is_hidden()) return no_terminal("What is typed here would be shown.");
    write(kOwnScreen);
    write(text);
    const auto pressed = secret_line_of(file_.number());
    write(kUsualScreen);
    if (!pressed) return tl::unexpected(pressed.error());
    return {};
  }

  Result<Secret> ask_hidden(const std::string& question) override {
    const Hidden hidden(file_.number());
    if (!hidden.is_hidden()) return no_terminal("What is typed here would be shown.");
    write(question);
    auto line = secret_line_of(file_.number());
    write("\n");
    return line;
  }

 private:
  // A terminal that takes no words will have no secret either.
  void write(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t count = ::write(file_.number(), text.data(), text.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  const OpenFile file_;
};

}  // namespace

Result<std::unique_ptr<Terminal>> open_terminal() {
  auto terminal = std::make_unique<OpenTerminal>(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (!terminal->is_open()) return no_terminal("There is no terminal.");
  return std::unique_ptr<Terminal>(std::move(terminal));
}

Result<Secret> secret_line_of(int descriptor) {
  std::string line;
  line.reserve(kLineBytesMax);  // never moved, so it is wiped where it lies
  char c = 0;
  while (line.size() < kLineBytesMax) {
    const ssize_t count = ::read(descriptor, &c, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      return refuse(Code::invalid, "LINE_UNREADABLE",
                    std::string("Nothing can be read: ") + std::strerror(errno) + ".");
    if (count == 0 || c == '\n') break;
    line.push_back(c);
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return Secret(std::move(line));
}

}  // namespace opora::tool
