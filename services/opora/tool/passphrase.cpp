#include "opora/tool/passphrase.h"

#include <cerrno>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <sys/stat.h>

#include "opora/tool/terminal.h"
#include "platform/sealing/private_file.h"

namespace opora::tool {
namespace {

tl::unexpected<Error> missing(const std::string& why) {
  return refuse(Code::invalid, "PASSPHRASE_MISSING",
                why + " Type it at a terminal, or name a file or descriptor that has it: --passphrase-file, "
                      "--passphrase-fd.");
}

Result<Secret> line_of(int descriptor) {
  auto line = secret_line_of(descriptor);
  if (!line) return missing("The passphrase can't be read. " + line.error().message);
  if (line->text().empty()) return missing("There is no passphrase.");
  return line;
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

Result<std::unique_ptr<Terminal>> terminal_for_it() {
  auto terminal = open_terminal();
  if (!terminal) return missing("There is no terminal to ask for the passphrase.");
  return terminal;
}

Result<Secret> ask(Terminal& terminal, const std::string& question) {
  auto typed = terminal.ask_hidden(question);
  if (!typed) return missing(typed.error().message);
  if (typed->text().empty()) return missing("There is no passphrase.");
  return typed;
}

Result<Secret> from_source(const PassphraseSource& source) {
  return source.file.empty() ? line_of(source.descriptor) : from_file(source.file);
}

}  // namespace

Result<Secret> read_passphrase(const PassphraseSource& source, bool is_new) {
  if (source.is_given()) return from_source(source);
  TRY(terminal, terminal_for_it());
  TRY(first, ask(*terminal, is_new ? "A passphrase for the file: " : "The file's passphrase: "));
  if (!is_new) return first;
  TRY(second, ask(*terminal, "The same once more: "));
  if (first.text() != second.text())
    return refuse(Code::invalid, "PASSPHRASE_DIFFERS", "The two are not the same: try again.");
  return first;
}

Result<Secret> read_own_passphrase(const PassphraseSource& source, const std::string& question) {
  if (source.is_given()) return from_source(source);
  TRY(terminal, terminal_for_it());
  return ask(*terminal, question);
}

}  // namespace opora::tool
