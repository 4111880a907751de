#include "opora/tool/passphrase.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "platform/sealing/private_file.h"

namespace opora::tool {
namespace {

constexpr std::size_t kLineBytesMax = 1024;

tl::unexpected<Error> missing(const std::string& why) {
  return refuse(Code::invalid, "PASSPHRASE_MISSING",
                why + " Type it at a terminal, or name a file or descriptor that has it: --passphrase-file, "
                      "--passphrase-fd.");
}

// Byte by byte, so that what comes after the line is left for whoever else reads there.
Result<Secret> line_of(int descriptor) {
  std::string line;
  line.reserve(kLineBytesMax);  // never moved, so it is wiped where it lies
  char c = 0;
  while (line.size() < kLineBytesMax) {
    const ssize_t count = ::read(descriptor, &c, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return missing(std::string("The passphrase can't be read: ") + std::strerror(errno) + ".");
    if (count == 0 || c == '\n') break;
    line.push_back(c);
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (line.empty()) return missing("There is no passphrase.");
  return Secret(std::move(line));
}

Result<Secret> from_file(const std::string& path) {
  const OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0)
    return missing(path + " can't be read: " + std::strerror(errno) + ".");
  if (S_ISREG(status.st_mode) && (status.st_mode & 077) != 0)
    return refuse(Code::denied, "PASSPHRASE_EXPOSED",
                  path + " is open to others than its owner: choose another passphrase if somebody may have read it; "
                         "if not: chmod 600 " + path);
  return line_of(file.number());
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

void say(int terminal, const std::string& words) {
  // A terminal that takes no words will have no passphrase either.
  if (::write(terminal, words.data(), words.size()) < 0) return;
}

Result<Secret> ask(int terminal, const std::string& question) {
  const Hidden hidden(terminal);
  if (!hidden.is_hidden()) return missing("What is typed here would be shown.");
  say(terminal, question);
  auto line = line_of(terminal);
  say(terminal, "\n");
  return line;
}

}  // namespace

Result<Secret> read_passphrase(const PassphraseSource& source, bool is_new) {
  if (!source.file.empty()) return from_file(source.file);
  if (source.descriptor >= 0) return line_of(source.descriptor);
  const OpenFile terminal(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (!terminal.is_open()) return missing("There is no terminal to ask for the passphrase.");
  TRY(first, ask(terminal.number(), is_new ? "A passphrase for the file: " : "The file's passphrase: "));
  if (!is_new) return first;
  TRY(second, ask(terminal.number(), "The same once more: "));
  if (first.text() != second.text())
    return refuse(Code::invalid, "PASSPHRASE_DIFFERS", "The two are not the same: try again.");
  return first;
}

}  // namespace opora::tool
