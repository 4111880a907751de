// A clock on the wall that is wrong, for a program that is started with this library before its own (LD_PRELOAD): by as
// many seconds as the file $WRONG_CLOCK says, from the moment it says so. The machine's count since its start stays as
// it is. A real clock could be set for the whole machine only, and by root.
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

namespace {

long seconds_off() {
  const int before = errno;
  char text[32] = "0";
  if (const char* path = std::getenv("WRONG_CLOCK")) {
    if (const int file = open(path, O_RDONLY | O_CLOEXEC); file >= 0) {
      const ssize_t length = read(file, text, sizeof text - 1);
      text[length > 0 ? length : 0] = '\0';
      close(file);
    }
  }
  errno = before;
  return std::strtol(text, nullptr, 10);
}

template <class Function>
Function* the_real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* told) noexcept {
  static const auto real = the_real<int(clockid_t, timespec*)>("clock_gettime");
  const int code = real(clock, told);
  if (code == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) told->tv_sec += seconds_off();
  return code;
}

int gettimeofday(timeval* told, void* zone) noexcept {
  static const auto real = the_real<int(timeval*, void*)>("gettimeofday");
  const int code = real(told, zone);
  if (code == 0) told->tv_sec += seconds_off();
  return code;
}

time_t time(time_t* told) noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  if (told != nullptr) *told = now.tv_sec;
  return now.tv_sec;
}

}  // extern "C"
