#include "platform/clock/clock.h"

#include <fstream>

#include <sys/timex.h>
#include <time.h>

namespace opora {

using std::chrono::duration_cast;
using std::chrono::microseconds;

Instant SystemClock::now() const {
  return {duration_cast<microseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

microseconds SystemClock::since_boot() const {
  timespec since{};
  clock_gettime(CLOCK_BOOTTIME, &since);
  return std::chrono::seconds(since.tv_sec) + duration_cast<microseconds>(std::chrono::nanoseconds(since.tv_nsec));
}

std::string SystemClock::boot() const {
  std::string name;
  std::ifstream("/proc/sys/kernel/random/boot_id") >> name;
  return name;
}

bool SystemClock::is_synchronised() const {
  timex told{};
  const int state = adjtimex(&told);
  return state >= 0 && state != TIME_ERROR && (told.status & STA_UNSYNC) == 0;
}

}  // namespace opora
