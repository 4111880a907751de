// Scheduling as a process of its own.
#include <string>
#include <vector>

#include "platform/process/process.h"
#include "platform/process/process_list.h"
#include "scheduling/service.h"

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  opora::hide_passwords(argc, argv);
  return opora::run(words, {opora::make_scheduling()});
}
