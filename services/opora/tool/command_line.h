// The words that `opora` takes, and which function answers to them. Reading them runs nothing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "platform/result/result.h"

namespace opora::tool {

using Work = std::function<Result<void>()>;

class CommandLine {
 public:
  CommandLine();

  // `words` are those after the program's name. A flag beats the variable of the same option; an empty variable is
  // none. Throws CLI::ParseError, where help or the version is asked for as well: app().exit() tells of it.
  void read(const std::vector<std::string>& words);

  // What the words ask for. Empty until they are read.
  const Work& work() const { return work_; }
  CLI::App& app() { return app_; }

 private:
  CLI::App app_;
  Work work_;
};

}  // namespace opora::tool
