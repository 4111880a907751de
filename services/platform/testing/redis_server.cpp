#include "platform/testing/redis_server.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace opora::testing {

std::string shared_redis_address() {
  const char* const file = std::getenv("OPORA_TEST_REDIS");
  std::ifstream in(file == nullptr ? "" : file);
  const std::string folder{std::istreambuf_iterator<char>(in), {}};
  if (folder.empty())
    throw std::runtime_error(
        "There is no Redis for tests. ctest starts it; by hand: tests/process/redis_server.sh "
        "start FILE, and OPORA_TEST_REDIS=FILE in the environment.");
  return "unix:" + folder + "/socket";
}

RedisServer::RedisServer(std::string options) : options_(std::move(options)) {
  std::string pattern = (std::filesystem::temp_directory_path() / "opora_redis_XXXXXX").string();
  folder_ = mkdtemp(pattern.data());
  start();
}

RedisServer::~RedisServer() {
  try {
    kill();
    std::filesystem::remove_all(folder_);
  } catch (const std::exception&) {
    // What is left is small, and in a temporary folder.
  }
}

void RedisServer::kill() { run("stop", ""); }

void RedisServer::start() { run("start", " --unixsocket " + socket() + " " + options_); }

void RedisServer::run(const std::string& verb, const std::string& options) const {
  const std::string command = "bash " OPORA_REDIS_SCRIPT " " + verb + " " + folder_ + "/server" + options;
  if (std::system(command.c_str()) != 0) throw std::runtime_error("Redis did not " + verb + ".");
}

}  // namespace opora::testing
