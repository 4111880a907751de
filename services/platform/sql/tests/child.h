// A process beside the test's own, for what only a process can do: hold a lock, be killed, run into a limit.
#pragma once

#include <functional>

#include <sys/types.h>

namespace opora {

class Child {
 public:
  // Runs `work(ready)` in a new process; start threads only afterwards. The work calls `ready` when the test may go on,
  // and returns what the process exits with; an exception makes that 99 and is printed.
  explicit Child(const std::function<int(const std::function<void()>& ready)>& work);
  ~Child();  // kills it, if it is still there
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void wait_until_ready();
  int exit_code();  // waits for its end
  void kill();      // SIGKILL, and waits for its end

 private:
  pid_t process_ = 0;
  int ready_ = -1;
};

// For work that waits to be killed.
[[noreturn]] void wait_for_ever();

}  // namespace opora
