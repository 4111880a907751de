// The long run of crash_test.cpp.
#include <gtest/gtest.h>

#include "fault/crash_world.h"

namespace opora::testing {
namespace {

TEST(CrashLong, KilledTwoHundredTimesUnderLoad) { kill_often(200, 2); }

}  // namespace
}  // namespace opora::testing
