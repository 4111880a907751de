#include "opora/tool/progress.h"

#include <cstdio>

#include <unistd.h>

#include "opora/tool/say.h"

namespace opora::tool {
namespace {

constexpr int kBarWidth = 30;

std::string and_also(const load::Stage& stage) { return stage.also.empty() ? "" : ", and " + stage.also; }

void print_bar(const load::Stage& stage, std::size_t done, std::size_t total) {
  const int filled = total == 0 ? kBarWidth : static_cast<int>(done * kBarWidth / total);
  const std::string bar = std::string(static_cast<std::size_t>(filled), '#') +
                          std::string(static_cast<std::size_t>(kBarWidth - filled), '.');
  const std::string end = done == total ? and_also(stage) + "\n" : "";
  std::fprintf(stderr, "\r%-14s [%s] %zu/%zu%s", stage.name.c_str(), bar.c_str(), done, total, end.c_str());
}

}  // namespace

std::string line_of(const load::Stage& stage) {
  return stage.name + ": " + std::to_string(stage.row_count()) + and_also(stage);
}

load::Progress progress_on_terminal() {
  if (isatty(STDERR_FILENO) != 0) {
    return [last = std::string(), percent = std::size_t{101}](const load::Stage& stage, std::size_t done,
                                                                        std::size_t total) mutable {
      const std::size_t reached = total == 0 ? 100 : done * 100 / total;
      // A bar that moved by less than anybody could see isn't drawn again.
      if (stage.name == last && reached == percent) return;
      last = stage.name;
      percent = reached;
      print_bar(stage, done, total);
    };
  }
  return [last = std::string()](const load::Stage& stage, std::size_t done, std::size_t total) mutable {
    if (done < total || stage.name == last) return;
    last = stage.name;
    say(line_of(stage));
  };
}

}  // namespace opora::tool
