#include "platform/text/text_column.h"

#include <gtest/gtest.h>

namespace opora {
namespace {

struct Column {
  const char* rule;
  LocalizedText text;
  const char* column;
};

// Databases in use hold these bytes.
TEST(TextColumn, IsAlwaysTheSameBytes) {
  const Column cases[] = {
      {"none", {}, "{}"},
      {"languages in their order", {{{"ru", "Школа"}, {"en", "School"}}}, R"({"en":"School","ru":"Школа"})"},
      {"what JSON escapes", {{{"en", "a \"b\" \\ \n \x01"}}}, R"({"en":"a \"b\" \\ \n \u0001"})"},
  };
  for (const Column& c : cases) EXPECT_EQ(to_column(c.text), c.column) << c.rule;
  for (const Column& c : cases) EXPECT_EQ(from_column(Type<LocalizedText>{}, c.column), c.text) << c.rule;
}

}  // namespace
}  // namespace opora
