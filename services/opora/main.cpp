// The all-in-one process and the command-line tool.
#include <chrono>
#include <cstdlib>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <grpc/grpc.h>

#include "opora/serve/serve.h"
#include "opora/tool/command_line.h"
#include "opora/tool/connection.h"
#include "opora/tool/say.h"
#include "platform/process/process_list.h"

namespace opora::tool {
namespace {

constexpr int kRefused = 1;
constexpr int kUsage = 2;

// gRPC's threads have ended when this has: what TLS keeps for each of them is freed at its end, and no more once the
// process ends. Where something of a call is still being put away, by a thread of gRPC's, the last of those ends gRPC;
// nobody waits longer for that than a moment.
class GrpcThreads {
 public:
  GrpcThreads() { grpc_init(); }
  ~GrpcThreads() {
    grpc_shutdown_blocking();
    for (int ms = 0; ms < 2'000 && grpc_is_initialized() != 0; ++ms)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  GrpcThreads(const GrpcThreads&) = delete;
  GrpcThreads& operator=(const GrpcThreads&) = delete;
};

// Help, the version, or what is wrong with the words: several lines, in which they are repeated.
int tell(CommandLine& line, const CLI::ParseError& error) {
  std::stringstream asked, wrong;
  const int code = line.app().exit(error, asked, wrong);
  for (std::string each; std::getline(asked, each);) say(each);
  for (std::string each; std::getline(wrong, each);) say_error(each);
  return code;
}

int run(const std::vector<std::string>& words) {
  const GrpcThreads threads;
  CommandLine line;
  try {
    line.read(words);
  } catch (const CLI::ParseError& error) {
    return tell(line, error) == 0 ? 0 : kUsage;
  }
  Result<void> done = line.work()();
  // A disk that is full, or a reader that is gone: what was to be said has not been.
  if (done && !say_now())
    done = refuse(Code::unavailable, "OUTPUT_NOT_WRITTEN", "What this prints can't be written where it is to go.");
  if (done) return 0;
  const bool has_given_token =
      done.error().code == Code::unauthenticated && std::getenv(kTokenVariable) != nullptr;
  say_error(done.error(), has_given_token ? " The token is that of " + std::string(kTokenVariable) + "." : "");
  return kRefused;
}

}  // namespace
}  // namespace opora::tool

int main(int argc, char** argv) {
  const std::vector<std::string> words = opora::take_words(argc, argv);
  // The platform has settings of its own, which it reads itself.
  if (!words.empty() && words.front() == "serve") return opora::serve({words.begin() + 1, words.end()});
  return opora::tool::run(words);
}
