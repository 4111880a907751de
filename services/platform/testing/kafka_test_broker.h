// The Kafka that ctest started for all tests, and brokers that a test has for itself, to kill them.
#pragma once

#include <string>

namespace opora::testing {

// Where the broker of all tests listens, "127.0.0.1:21702": what OPORA_TEST_KAFKA's folder says, or without that
// variable this build's. Topics are shared: a test names its own after an id. Throws std::runtime_error, saying how to
// start the broker, when it isn't there.
std::string kafka_address();

// A broker of a test's own. Each call takes seconds and throws std::runtime_error when it doesn't do what it says.
class KafkaTestBroker {
 public:
  // For whoever comes; or for accounts of scheduling, registration, reporting, and of `opora`, who may do anything.
  enum class Kind { open, guarded };
  explicit KafkaTestBroker(Kind kind = Kind::open);
  ~KafkaTestBroker();
  KafkaTestBroker(const KafkaTestBroker&) = delete;
  KafkaTestBroker& operator=(const KafkaTestBroker&) = delete;

  std::string address() const;
  // Of one that is guarded.
  std::string password_file(const std::string& account) const;
  std::string authority() const;
  void kill();     // at once; its data stay
  void restart();  // with its data
  void wipe();     // kills it and starts it again with nothing: no topic, no record, no group

 private:
  void run(const std::string& command) const;

  std::string file_;
};

}  // namespace opora::testing
