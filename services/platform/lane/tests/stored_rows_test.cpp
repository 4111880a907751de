// What a description says is compiled into both ways, so only a test of rows can tell that it is mistaken: here that
// test is given mistaken descriptions, and has to fail.
#include "platform/testing/stored_rows.h"

#include <gtest/gtest-spi.h>

#include "platform/lane/stored_bodies.h"

namespace opora {
namespace {

enum class Described { rightly, with_two_columns_swapped, as_written_once, as_changing };

// The same things, as somebody may describe them.
template <Described>
struct Book {
  std::string id;
  std::string title;  // never changed
  std::string shelf;
  std::string reader;
};

template <Described how>
constexpr auto table_of(Type<Book<how>>) {
  using Any = Book<how>;
  const auto table = [](auto... columns) { return Table("books", "UNKNOWN_BOOK", key("id", &Any::id), columns...); };
  if constexpr (how == Described::with_two_columns_swapped)
    return table(once("title", &Any::title), column("shelf", &Any::reader), column("reader", &Any::shelf));
  else if constexpr (how == Described::as_written_once)
    return table(once("title", &Any::title), once("shelf", &Any::shelf), column("reader", &Any::reader));
  else if constexpr (how == Described::as_changing)
    return table(column("title", &Any::title), column("shelf", &Any::shelf), column("reader", &Any::reader));
  else
    return table(once("title", &Any::title), column("shelf", &Any::shelf), column("reader", &Any::reader));
}

constexpr std::array kSteps{Migration{
    1, "books",
    "CREATE TABLE books (id TEXT PRIMARY KEY, title TEXT NOT NULL, shelf TEXT NOT NULL, reader TEXT NOT NULL) "
    "WITHOUT ROWID;"}};

class StoredRowsTest : public testing::StoredRows {
 protected:
  StoredRowsTest() : StoredRows({"books", kSteps}) {}

  // What a service's test would say of its books.
  template <Described how>
  std::string failures() {
    using ::testing::ScopedFakeTestPartResultReporter;
    ::testing::TestPartResultArray all;
    {
      const ScopedFakeTestPartResultReporter reporter(
          ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &all);
      expect_rows<Book<how>>({"books"}, {"b1", "Care", "upper", "Anna"},
                             R"(books {id: "b1", title: "Care", shelf: "upper", reader: "Anna"}
)",
                             {"b1", "Cure", "lower", "Boris"},
                             R"(books {id: "b1", title: "Care", shelf: "lower", reader: "Boris"}
)");
    }
    std::string said;
    for (int i = 0; i < all.size(); ++i) said += all.GetTestPartResult(i).message();
    return said;
  }
};

TEST_F(StoredRowsTest, SaysNothingOfARightDescription) { EXPECT_EQ(failures<Described::rightly>(), ""); }

TEST_F(StoredRowsTest, SaysThatTwoColumnsAreSwapped) {
  EXPECT_NE(failures<Described::with_two_columns_swapped>().find("shelf: \\\"Anna\\\""), std::string::npos);
}

TEST_F(StoredRowsTest, SaysThatAColumnShouldChange) {
  EXPECT_NE(failures<Described::as_written_once>().find("shelf: \\\"upper\\\", reader: \\\"Boris\\\""),
            std::string::npos);
}

TEST_F(StoredRowsTest, SaysThatAColumnShouldNotChange) {
  EXPECT_NE(failures<Described::as_changing>().find("title: \\\"Cure\\\""), std::string::npos);
}

}  // namespace
}  // namespace opora
