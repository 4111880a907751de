// Feedback as a process of its own.
#include "feedback/service.h"
#include "platform/process/process.h"
#include "platform/process/process_list.h"

int main(int argc, char** argv) {
  return opora::run(opora::take_words(argc, argv), {opora::make_feedback()});
}
