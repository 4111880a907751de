// Named steps at which tests interrupt the platform, and named bugs that tests plant in it. In a build without
// OPORA_TESTING both vanish: FAILPOINT is nothing, PLANTED is false.
#pragma once

#include <span>
#include <string_view>

namespace opora::testing {

// Every named step of commit and consume, in the order in which they are met.
std::span<const std::string_view> failpoints();

// Every bug that can be planted.
std::span<const std::string_view> planted_bugs();

#ifdef OPORA_TESTING
// Called at a named step. Unless armed, does nothing. From the environment, OPORA_FAILPOINT=name:n makes the n-th
// passing of the step kill the process (SIGKILL). A simulation sets a hook, called with each step's name, which may
// throw.
void pass(std::string_view step);
using Hook = void (*)(void* context, std::string_view step);
void set_hook(Hook hook, void* context);  // for this thread; nullptr removes it

bool planted(std::string_view bug);
void plant(std::string_view bug);  // "" plants none; for this thread. OPORA_PLANTED=name does for a whole process
#endif

}  // namespace opora::testing

#ifdef OPORA_TESTING
#define FAILPOINT(step) ::opora::testing::pass(step)
#define PLANTED(bug) ::opora::testing::planted(bug)
#else
#define FAILPOINT(step) static_cast<void>(0)
#define PLANTED(bug) false
#endif
