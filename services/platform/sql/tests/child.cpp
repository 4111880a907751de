#include "platform/sql/tests/child.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <stdexcept>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace opora {
namespace {

int guarded(const std::function<int(const std::function<void()>&)>& work, int ready) {
  try {
    return work([ready] {
      if (write(ready, "r", 1) != 1) throw std::runtime_error("the test is gone");
    });
  } catch (const std::exception& error) {
    std::fprintf(stderr, "child: %s\n", error.what());
    return 99;
  }
}

}  // namespace

Child::Child(const std::function<int(const std::function<void()>& ready)>& work) {
  std::array<int, 2> pipe_ends{};
  if (pipe(pipe_ends.data()) != 0) throw std::runtime_error("no pipe");
  process_ = fork();
  if (process_ < 0) throw std::runtime_error("no process");
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close(pipe_ends[0]);
    _exit(guarded(work, pipe_ends[1]));
  }
  close(pipe_ends[1]);
  ready_ = pipe_ends[0];
}

Child::~Child() {
  kill();
  close(ready_);
}

void Child::wait_until_ready() {
  char byte = 0;
  if (read(ready_, &byte, 1) != 1) throw std::runtime_error("the child ended before it was ready");
}

int Child::exit_code() {
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void Child::kill() {
  if (process_ == 0) return;
  ::kill(process_, SIGKILL);
  exit_code();
}

void wait_for_ever() {
  for (;;) pause();
}

}  // namespace opora
