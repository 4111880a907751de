#include "bench/options.h"

#include <algorithm>
#include <exception>
#include <iostream>
#include <stdexcept>

namespace opora::bench {
namespace {

bool is_one_of(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string choice_of(const std::vector<std::string>& engines) {
  std::string all;
  for (const std::string& engine : engines) all += (all.empty() ? " [--engine " : "|") + engine;
  return all.empty() ? "" : all + "]";
}

}  // namespace

int run_bench(const Bench& bench, const std::vector<std::string>& arguments,
              const std::function<int(const BenchOptions&)>& run) {
  try {
    BenchOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const bool has_value = i + 1 < arguments.size();
      if (arguments[i] == "--rounds" && has_value) options.rounds = std::stoi(arguments[++i]);
      else if (arguments[i] == "--seconds" && has_value) options.seconds = std::stoi(arguments[++i]);
      else if (arguments[i] == "--engine" && has_value && is_one_of(bench.engines, arguments[i + 1]))
        options.engine = arguments[++i];
      else if (arguments[i] == "--before" && has_value && bench.needs_before) options.before = arguments[++i];
      else {
        std::cerr << "usage: " << bench.name << " [--rounds N] [--seconds N]" << choice_of(bench.engines)
                  << (bench.needs_before ? " --before FOLDER" : "") << "\n  "
                  << bench.about
                  << "\n  at least 5 rounds for figures to quote\n";
        return arguments[i] == "--help" ? 0 : 2;
      }
    }
    if (bench.needs_before && options.before.empty()) throw std::runtime_error("--before FOLDER is missing");
    return run(options);
  } catch (const std::exception& error) {
    std::cerr << bench.name << ": " << error.what() << "\n";
    return 1;
  }
}

}  // namespace opora::bench
