#include "bench/options.h"

#include <exception>
#include <iostream>

namespace opora::bench {

int run_bench(const std::string& name, const std::vector<std::string>& arguments, BenchOptions defaults,
              const std::string& about, const std::function<int(const BenchOptions&)>& run) {
  try {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const bool has_value = i + 1 < arguments.size();
      if (arguments[i] == "--rounds" && has_value) defaults.rounds = std::stoi(arguments[++i]);
      else if (arguments[i] == "--seconds" && has_value) defaults.seconds = std::stoi(arguments[++i]);
      else if (arguments[i] == "--engine" && has_value) defaults.engine = arguments[++i];
      else {
        std::cerr << "usage: " << name << " [--rounds N] [--seconds N]\n  " << about
                  << "\n  at least 5 rounds for figures to quote\n";
        return arguments[i] == "--help" ? 0 : 2;
      }
    }
    return run(defaults);
  } catch (const std::exception& error) {
    std::cerr << name << ": " << error.what() << "\n";
    return 1;
  }
}

}  // namespace opora::bench
