#include "platform/testing/kafka_test_broker.h"

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

}  // namespace

std::string kafka_address() {
  const char* named = std::getenv("OPORA_TEST_KAFKA");
  const std::string file = named != nullptr ? named : OPORA_KAFKA_FILE;
  const std::string address = text_of(text_of(file) + "/address");
  if (address.empty())
    throw std::runtime_error("There is no Kafka for tests. ctest starts it; by hand: "
                             "tests/process/kafka_broker.sh start " + file);
  return address;
}

}  // namespace opora::testing
