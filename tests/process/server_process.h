// A program that serves, run as a child process: started, watched, ended or killed by its id.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace opora::testing {

// What a process has used so far.
struct Usage {
  double cpu_seconds = 0;
  double rss_mb = 0;
};

// What a shell's command has printed. Throws std::runtime_error if it fails.
std::string output_of(const std::string& command);

class ServerProcess {
 public:
  // Runs a program and waits until it says on its standard output, in a line that ends in ":PORT", that it is ready.
  // `variables` ("NAME=value") are added to its environment. Throws std::runtime_error if it ends before that.
  explicit ServerProcess(const std::vector<std::string>& command, const std::vector<std::string>& variables = {});
  ~ServerProcess();  // SIGTERM, and waits
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  Usage usage() const;
  double seconds_to_ready() const { return seconds_to_ready_; }

  // Ends it with a signal and waits; returns what waitpid said. Once it has ended, does nothing more.
  int end(int signal);
  void send(int signal) const;  // and goes on, for those that end nothing: SIGSTOP, SIGCONT
  int wait();              // until it has ended by itself
  // How large its files may grow from now on; as a full disk is to it. Negative: as large as they like.
  void limit_files(long long bytes) const;
  bool is_running() const; // it has not ended, or nobody has waited for it

 private:
  pid_t pid_ = -1;
  int out_ = -1;  // kept open, so that the program never writes to a closed pipe
  int port_ = 0;
  double seconds_to_ready_ = 0;
};

}  // namespace opora::testing
