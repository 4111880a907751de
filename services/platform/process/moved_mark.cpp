#include "platform/process/moved_mark.h"

#include <cerrno>
#include <charconv>
#include <fstream>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace opora {
namespace {

constexpr std::string_view kText =
    "The databases beside this file were moved to PostgreSQL and are a backup of that moment.\n"
    "opora serve does not go on from them as long as this file is here.\n";
constexpr std::string_view kNumber = "move ";

std::string mark_in(const std::string& data_folder) { return data_folder + "/moved"; }

bool write_through(const std::string& path, int flags, std::string_view text) {
  const int file = open(path.c_str(), flags | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const bool done = (text.empty() || write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size())) &&
                    fsync(file) == 0;
  const int why = errno;
  close(file);
  errno = why;
  return done;
}

}  // namespace

Result<void> mark_moved(const std::string& data_folder, std::int64_t move_id) {
  const std::string text = std::string(kText) + std::string(kNumber) + std::to_string(move_id) + "\n";
  if (write_through(mark_in(data_folder), O_WRONLY | O_CREAT | O_TRUNC, text) &&
      write_through(data_folder, O_RDONLY | O_DIRECTORY, ""))
    return {};
  return refuse(Code::unavailable, "DATA_FOLDER_UNAVAILABLE",
                "Can't write " + mark_in(data_folder) + ": " + std::generic_category().message(errno) + ".");
}

std::int64_t id_of_move(const std::string& data_folder) {
  std::ifstream mark(mark_in(data_folder));
  std::int64_t id = 0;
  for (std::string line; std::getline(mark, line);)
    if (line.starts_with(kNumber)) std::from_chars(line.data() + kNumber.size(), line.data() + line.size(), id);
  return id;
}

Result<void> check_not_moved(const std::string& data_folder) {
  if (access(mark_in(data_folder).c_str(), F_OK) != 0) return {};
  return refuse(Code::conflict, "MOVED",
                "The data in " + data_folder +
                    " were moved to PostgreSQL: start with the setting database, or, to go back and lose what was "
                    "recorded since the move, stop what runs on PostgreSQL for good and remove " +
                    mark_in(data_folder) + ".");
}

}  // namespace opora
