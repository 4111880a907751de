// The Kafka that ctest started for all tests. Topics are shared by all of them: a test names its own after an id.
#pragma once

#include <string>

namespace opora::testing {

// Where it listens, "127.0.0.1:21702": what OPORA_TEST_KAFKA's folder says, or without that variable this build's.
// Throws std::runtime_error, saying how to start the broker, when it isn't there.
std::string kafka_address();

}  // namespace opora::testing
