#include "opora/tool/progress.h"

#include <algorithm>
#include <cstdio>

#include <unistd.h>

#include "opora/tool/say.h"

namespace opora::tool {
namespace {

constexpr int kBarWidth = 30;

using round_folder::Said;
using round_folder::Wording;

std::string and_also(const load::Stage& stage, const Wording& wording) {
  return stage.also ? ", " + wording.text(*stage.also) : "";
}

// Of spaces up to a width: letters are counted, whatever alphabet they are of.
std::string padded(std::string text, std::size_t width) {
  const auto letters = std::ranges::count_if(text, [](unsigned char c) { return (c & 0xC0) != 0x80; });
  return text + std::string(width - std::min(width, static_cast<std::size_t>(letters)), ' ');
}

void print_bar(const load::Stage& stage, std::size_t done, std::size_t total, const Wording& wording) {
  const int filled = total == 0 ? kBarWidth : static_cast<int>(done * kBarWidth / total);
  const std::string bar = std::string(static_cast<std::size_t>(filled), '#') +
                          std::string(static_cast<std::size_t>(kBarWidth - filled), '.');
  const std::string end = done == total ? and_also(stage, wording) + "\n" : "";
  const std::string name = padded(wording.text(load::said_of_stage(stage.name)), 14);
  std::fprintf(stderr, "\r%s [%s] %zu/%zu%s", name.c_str(), bar.c_str(), done, total, end.c_str());
}

}  // namespace

std::string line_of(const load::Stage& stage, const Wording& wording) {
  std::string line = wording.text(load::said_of_stage(stage.name)) + ": " + std::to_string(stage.row_count());
  if (stage.there_count > 0)
    line += ", " + wording.text(Said("rows_there", {{"number", std::to_string(stage.there_count)}}));
  return line + and_also(stage, wording);
}

load::Progress progress_on_terminal(const Wording& wording) {
  if (isatty(STDERR_FILENO) != 0) {
    return [wording, last = std::string(), percent = std::size_t{101}](const load::Stage& stage, std::size_t done,
                                                                       std::size_t total) mutable {
      const std::size_t reached = total == 0 ? 100 : done * 100 / total;
      // A bar that moved by less than anybody could see isn't drawn again.
      if (stage.name == last && reached == percent) return;
      last = stage.name;
      percent = reached;
      print_bar(stage, done, total, wording);
    };
  }
  return [wording, last = std::string()](const load::Stage& stage, std::size_t done, std::size_t total) mutable {
    if (done < total || stage.name == last) return;
    last = stage.name;
    say(line_of(stage, wording));
  };
}

}  // namespace opora::tool
