// Generated code is not instrumented (docs/adr/0001), and yet our misuse of its memory is found. Built with
// AddressSanitizer only.
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "opora/registration/v1/events.pb.h"

#ifdef _GLIBCXX_SANITIZE_VECTOR
#error "Generated code does not announce its vectors' sizes: half-announced ones are reported for nothing."
#endif

namespace opora::contract {
namespace {

// An event whose text was allocated by the generated parser.
std::unique_ptr<registration::v1::Event> parsed_event() {
  registration::v1::Event written;
  written.mutable_group_cancelled()->set_group_id(std::string(100, 'x'));
  auto parsed = std::make_unique<registration::v1::Event>();
  parsed->ParseFromString(written.SerializeAsString());
  return parsed;
}

char read(const volatile char* place) { return *place; }

TEST(SanitizerDeathTest, text_of_a_deleted_message_is_out_of_reach) {
  auto event = parsed_event();
  const char* text = event->group_cancelled().group_id().data();
  EXPECT_EQ(read(text), 'x');
  event.reset();
  EXPECT_DEATH(read(text), "heap-use-after-free");
}

TEST(SanitizerDeathTest, what_lies_behind_a_message_text_is_out_of_reach) {
  const auto event = parsed_event();
  const std::string& text = event->group_cancelled().group_id();
  EXPECT_EQ(read(text.data() + text.capacity()), '\0');
  EXPECT_DEATH(read(text.data() + text.capacity() + 1), "heap-buffer-overflow");
}

}  // namespace
}  // namespace opora::contract
