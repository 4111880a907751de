#include "platform/testing/kafka_test_broker.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace opora::testing {
namespace {

std::string text_of(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string shared_file() {
  const char* named = std::getenv("OPORA_TEST_KAFKA");
  return named != nullptr ? named : OPORA_KAFKA_FILE;
}

std::string address_in(const std::string& file) {
  const std::string address = text_of(text_of(file) + "/address");
  if (address.empty())
    throw std::runtime_error("There is no Kafka for tests. ctest starts it; by hand: "
                             "PYTHONPATH=deploy python3 tests/process/kafka_broker.py start " + file);
  return address;
}

}  // namespace

std::string kafka_address() { return address_in(shared_file()); }

KafkaTestBroker::KafkaTestBroker(Kind kind) : file_(shared_file() + "." + std::to_string(getpid())) {
  run(kind == Kind::open ? "start" : "guard");
}

KafkaTestBroker::~KafkaTestBroker() {
  try {
    run("stop");
  } catch (const std::exception&) {
    // The end of all tests stops it.
  }
}

std::string KafkaTestBroker::address() const { return address_in(file_); }
std::string KafkaTestBroker::password_file(const std::string& account) const {
  return text_of(file_) + "/kafka/" + account + ".password";
}
std::string KafkaTestBroker::authority() const { return text_of(file_) + "/kafka/authority.pem"; }
void KafkaTestBroker::kill() { run("kill"); }
void KafkaTestBroker::restart() { run("restart"); }
void KafkaTestBroker::wipe() { run("wipe"); }

void KafkaTestBroker::run(const std::string& command) const {
  const std::string line =
      "PYTHONPATH='" OPORA_KAFKA_SCRIPT_IMPORTS "' python3 -B '" OPORA_KAFKA_SCRIPT "' " + command + " '" + file_ + "'";
  if (std::system(line.c_str()) != 0) throw std::runtime_error(command + " of a test's Kafka failed.");
}

}  // namespace opora::testing
