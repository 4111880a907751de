// Reporting as a process of its own.
#include <string>
#include <vector>

#include "platform/process/process.h"
#include "reporting/service.h"

int main(int argc, char** argv) {
  return opora::run(std::vector<std::string>(argv + 1, argv + argc), {opora::make_reporting()});
}
