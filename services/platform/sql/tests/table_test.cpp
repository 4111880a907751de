// A described type becomes the statements, the bound row and the value that its description says, on both engines.
#include <array>
#include <stdexcept>

#include <gtest/gtest.h>

#include "platform/sql/rows.h"
#include "platform/testing/engines.h"

namespace opora {
namespace {

using BookId = Id<struct BookTag>;
enum class Shelf { none = 0, upper = 1, lower = 2 };

struct Loan {
  std::string to;
  Instant since;
};
struct Place {
  Shelf shelf = Shelf::none;
  int number = 0;
};
struct Tags {
  std::vector<std::string> all;
  bool operator==(const Tags&) const = default;
};

struct Book {
  BookId id;
  std::string edition;
  std::string title;
  Place place;
  bool is_rare = false;
  std::chrono::minutes length{0};
  std::optional<std::int64_t> price;
  BookId sequel;
  std::optional<Loan> loan;
  Tags tags;
  Instant written_at() const { return {7}; }
};

std::string to_column(const Tags& tags) {
  std::string column;
  for (const std::string& tag : tags.all) column += tag + ";";
  return column;
}
Tags from_column(Type<Tags>, const std::string& column) {
  Tags tags;
  for (std::size_t at = 0; at < column.size(); at = column.find(';', at) + 1)
    tags.all.push_back(column.substr(at, column.find(';', at) - at));
  return tags;
}

constexpr auto table_of(Type<Book>) {
  return Table("books", "UNKNOWN_BOOK",
               key("id", &Book::id),
               key("edition", &Book::edition),
               once("title", &Book::title),
               column("shelf", &Book::place, &Place::shelf),
               column("number", &Book::place, &Place::number),
               column("is_rare", &Book::is_rare),
               column("length_minutes", &Book::length),
               column("price", &Book::price),
               or_null("sequel_id", &Book::sequel),
               column("lent_to", &Book::loan, &Loan::to),
               column("lent_since", &Book::loan, &Loan::since),
               column("tags", &Book::tags),
               only_written("written_at", &Book::written_at),
               always("kind", "3"));
}

struct Visit {
  std::string place;
};
constexpr auto table_of(Type<Visit>) { return Table("visits", key("place", &Visit::place)); }

static_assert(std::is_same_v<KeyOf<Book>, std::pair<BookId, std::string>>);
static_assert(std::is_same_v<KeyOf<Visit>, std::string>);
static_assert(kTable<Book>.unknown == std::string_view("UNKNOWN_BOOK") && kTable<Visit>.unknown == nullptr);

TEST(Table, SaysItsStatements) {
  EXPECT_STREQ(kLoadRows<Book>.text(),
               "SELECT id, edition, title, shelf, number, is_rare, length_minutes, price, sequel_id, lent_to, "
               "lent_since, tags FROM books WHERE id = :id AND edition = :edition");
  EXPECT_STREQ(kSaveRows<Book>.text(),
               "INSERT INTO books (id, edition, title, shelf, number, is_rare, length_minutes, price, sequel_id, "
               "lent_to, lent_since, tags, written_at, kind) VALUES (:id, :edition, :title, :shelf, :number, :is_rare, "
               ":length_minutes, :price, :sequel_id, :lent_to, :lent_since, :tags, :written_at, 3) "
               "ON CONFLICT (id, edition) DO UPDATE SET shelf = excluded.shelf, number = excluded.number, "
               "is_rare = excluded.is_rare, length_minutes = excluded.length_minutes, price = excluded.price, "
               "sequel_id = excluded.sequel_id, lent_to = excluded.lent_to, lent_since = excluded.lent_since, "
               "tags = excluded.tags, written_at = excluded.written_at");
  EXPECT_STREQ(kSaveRows<Visit>.text(), "INSERT INTO visits (place) VALUES (:place) ON CONFLICT (place) DO NOTHING");
}

constexpr ComposedStatement kBoth("SELECT ", columns_of<Visit>(), " FROM visits v JOIN (SELECT ",
                                  columns_of<Visit>("other"), " FROM visits other) o ON true");

TEST(Table, LendsItsColumnsToOtherStatements) {
  EXPECT_STREQ(kBoth.text(), "SELECT place FROM visits v JOIN (SELECT other.place FROM visits other) o ON true");
}

Row row(std::vector<Row::Cell> cells) { return Row(std::move(cells)); }

TEST(Rows, AreReadWhole) {
  using Pair = std::pair<std::string, int>;
  EXPECT_EQ((values_of<Pair, std::string, int>({row({"a", 1}), row({"b", 2})})),
            (std::vector<Pair>{{"a", 1}, {"b", 2}}));
  EXPECT_THROW((values_of<Pair, std::string, int>({row({"a", 1, 2})})), std::logic_error);
  EXPECT_THROW((values_of<Pair, std::string, int>({row({"a"})})), std::logic_error);
  EXPECT_THROW((values_of<Pair, std::string, int>({row({1, "a"})})), std::bad_variant_access);
  EXPECT_THROW(values_of<Visit>({row({"a", "b"})}), std::logic_error);
  EXPECT_THROW(values_of<std::string>({row({std::monostate()})}), std::bad_variant_access);
}

TEST(Rows, HaveOneValueOrTheyAreAMistake) {
  EXPECT_EQ(only<std::int64_t>({row({7})}), 7);
  EXPECT_THROW(only<std::int64_t>({}), std::logic_error);
  EXPECT_THROW(only<std::int64_t>({row({7}), row({7})}), std::logic_error);
  EXPECT_THROW(only<std::int64_t>({row({7, 7})}), std::logic_error);
}

class StoredBooks : public ::testing::TestWithParam<testing::Engine> {
 protected:
  StoredBooks() {
    constexpr std::array kSteps{Migration{
        1, "books",
        "CREATE TABLE books (id TEXT, edition TEXT, title TEXT, shelf BIGINT, number BIGINT, is_rare BIGINT, "
        "length_minutes BIGINT, price BIGINT, sequel_id TEXT, lent_to TEXT, lent_since BIGINT, tags TEXT, "
        "written_at BIGINT, kind BIGINT, PRIMARY KEY (id, edition)) WITHOUT ROWID;"}};
    database_ = test_database_->open(std::array{Migrations{"table", kSteps}}).value();
  }
  void save(const Book& book) {
    database_->begin();
    save_rows<Book>(database_->writer(), std::span(&book, 1));
    database_->commit();
  }
  // As the table has it.
  std::vector<Row::Cell> stored() {
    static const Statement kAll{
        "SELECT kind, written_at, tags, lent_since, lent_to, sequel_id, price, length_minutes, is_rare, number, shelf, "
        "title, edition, id FROM books"};
    return database_->read()->sql().query(kAll).at(0).cells();
  }
  Book loaded() {
    const KeyOf<Book> key{{"b1"}, "second"};
    return load_rows<Book>(database_->read()->sql(), std::span(&key, 1)).at(0);
  }

  std::unique_ptr<testing::TestDatabase> test_database_ = GetParam().make_database();
  std::unique_ptr<Database> database_;
};

const Book kBook{{"b1"}, "second", "Care", {Shelf::lower, 4}, true, std::chrono::minutes(90), 12, {"b2"},
                 Loan{"Anna", {5}}, {{"x", "y"}}};
const Book kLater{{"b1"}, "second", "Renamed", {Shelf::upper, 8}, false, std::chrono::minutes(1), {}, {}, {}, {}};

TEST_P(StoredBooks, AreWrittenByTheirNames) {
  using Cells = std::vector<Row::Cell>;
  save(kBook);
  EXPECT_EQ(stored(), (Cells{3, 7, "x;y;", 5, "Anna", "b2", 12, 90, 1, 4, 2, "Care", "second", "b1"}));
  save(kLater);
  const std::monostate null;
  EXPECT_EQ(stored(), (Cells{3, 7, "", null, null, null, null, 1, 0, 8, 1, "Care", "second", "b1"}));
}

TEST_P(StoredBooks, ComeBackAsTheyWent) {
  save(kBook);
  const Book book = loaded();
  EXPECT_EQ(key_of(book), key_of(kBook));
  EXPECT_EQ(book.title, "Care");
  EXPECT_EQ(book.place.shelf, Shelf::lower);
  EXPECT_EQ(book.place.number, 4);
  EXPECT_TRUE(book.is_rare);
  EXPECT_EQ(book.length, std::chrono::minutes(90));
  EXPECT_EQ(book.price, 12);
  EXPECT_EQ(book.sequel, BookId{"b2"});
  EXPECT_EQ(book.loan.value().to, "Anna");
  EXPECT_EQ(book.loan.value().since.us, 5);
  EXPECT_EQ(book.tags, (Tags{{"x", "y"}}));
  save(kLater);
  const Book later = loaded();
  EXPECT_EQ(later.price, std::nullopt);
  EXPECT_TRUE(later.sequel.empty());
  EXPECT_FALSE(later.loan.has_value());
  EXPECT_EQ(later.tags, Tags());
}

INSTANTIATE_TEST_SUITE_P(Engines, StoredBooks, ::testing::ValuesIn(testing::quick_engines()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace opora
