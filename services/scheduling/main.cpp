// Scheduling as a process of its own.
#include "platform/process/process.h"
#include "platform/process/process_list.h"
#include "scheduling/service.h"

int main(int argc, char** argv) {
  return opora::run(opora::take_words(argc, argv), {opora::make_scheduling()});
}
