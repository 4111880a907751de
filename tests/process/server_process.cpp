#include "process/server_process.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace opora::testing {
namespace {

std::vector<char*> pointers_to(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// Reads up to the first line's end; empty when the writer ended before.
std::string first_line(int from) {
  std::string line;
  for (char c = 0; read(from, &c, 1) == 1 && c != '\n';) line.push_back(c);
  return line;
}

}  // namespace

std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("can't run " + command);
  std::string output;
  std::array<char, 4096> part{};
  for (std::size_t size = 0; (size = fread(part.data(), 1, part.size(), pipe)) > 0;) output.append(part.data(), size);
  if (pclose(pipe) != 0) throw std::runtime_error(command + " failed: " + output);
  return output;
}

ServerProcess::ServerProcess(const std::vector<std::string>& command, const std::vector<std::string>& variables) {
  const auto started = std::chrono::steady_clock::now();
  std::vector<std::string> environment = variables;
  for (char** each = environ; *each != nullptr; ++each) environment.emplace_back(*each);
  const std::vector<char*> arguments = pointers_to(command), settings = pointers_to(environment);
  std::array<int, 2> out{};
  if (pipe(out.data()) != 0) throw std::runtime_error("no pipe");
  pid_ = fork();
  if (pid_ == 0) {
    dup2(out[1], STDOUT_FILENO);
    close(out[0]);
    close(out[1]);
    execve(arguments[0], arguments.data(), settings.data());
    _exit(127);
  }
  close(out[1]);
  out_ = out[0];
  const std::string line = first_line(out_);
  const auto colon = line.rfind(':');
  if (colon == std::string::npos) {
    wait();
    throw std::runtime_error(command[0] + " ended before it was ready");
  }
  port_ = std::stoi(line.substr(colon + 1));
  seconds_to_ready_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

ServerProcess::~ServerProcess() {
  end(SIGTERM);
  close(out_);
}

int ServerProcess::end(int signal) {
  if (pid_ <= 0) return 0;
  kill(pid_, signal);
  return wait();
}

void ServerProcess::send(int signal) const {
  if (pid_ > 0) kill(pid_, signal);
}

int ServerProcess::wait() {
  if (pid_ <= 0) return 0;
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return status;
}

void ServerProcess::limit_files(long long bytes) const {
  rlimit limit{};
  prlimit(pid_, RLIMIT_FSIZE, nullptr, &limit);
  limit.rlim_cur = bytes < 0 ? limit.rlim_max : static_cast<rlim_t>(bytes);
  if (prlimit(pid_, RLIMIT_FSIZE, &limit, nullptr) != 0) throw std::runtime_error("the files can't be limited");
}

bool ServerProcess::is_running() const { return pid_ > 0 && kill(pid_, 0) == 0; }

Usage ServerProcess::usage() const {
  Usage usage;
  std::ifstream stat("/proc/" + std::to_string(pid_) + "/stat");
  std::string line;
  std::getline(stat, line);
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::string field;
  for (int i = 3; i <= 15 && fields >> field; ++i)
    if (i == 14 || i == 15) usage.cpu_seconds += std::stod(field) / static_cast<double>(sysconf(_SC_CLK_TCK));
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  while (std::getline(status, line))
    if (line.starts_with("VmRSS:")) usage.rss_mb = std::stod(line.substr(6)) / 1024;
  return usage;
}

}  // namespace opora::testing
