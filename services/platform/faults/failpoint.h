// Named steps at which tests interrupt the platform. In a build without OPORA_TESTING FAILPOINT is nothing.
#pragma once

#include <span>
#include <string_view>

namespace opora::testing {

// Every named step of commit and consume, in the order in which they are met.
std::span<const std::string_view> failpoints();

#ifdef OPORA_TESTING
// Called at a named step. Unless armed, does nothing. From the environment, OPORA_FAILPOINT=name:n makes the n-th
// passing of the step kill the process (SIGKILL). A simulation sets a hook, called with each step's name, which may
// throw.
void pass(std::string_view step);
using Hook = void (*)(void* context, std::string_view step);
void set_hook(Hook hook, void* context);  // for this thread; nullptr removes it
#endif

}  // namespace opora::testing

#ifdef OPORA_TESTING
#define FAILPOINT(step) ::opora::testing::pass(step)
#else
#define FAILPOINT(step) static_cast<void>(0)
#endif
