// What rows a stored type's values become: a service's tests hold each of its types to them, so that a column described
// as another's, or as one that changes, is noticed. Two databases of the chosen engine, with a service's tables.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "platform/lane/stored.h"
#include "platform/sql/canonical_dump.h"
#include "platform/testing/engines.h"

namespace opora::testing {

class StoredRows : public ::testing::Test {
 protected:
  explicit StoredRows(const Migrations& migrations)
      : database_(open(*test_database_, migrations)), other_(open(*other_test_database_, migrations)) {}

  // Saves a value of which nothing is stored yet, each member being different, and compares what the tables then hold
  // (canonical_dump), also when what was saved is loaded and saved elsewhere; then the same value with all members
  // changed but its key's.
  template <class T>
  void expect_rows(const std::vector<std::string>& tables, const T& value, const std::string& rows, const T& changed,
                   const std::string& changed_rows) {
    save(value);
    EXPECT_EQ(dump(*database_, tables), rows);
    const std::vector<T> loaded = load<T>(Stored<T>::key(value));
    ASSERT_EQ(loaded.size(), 1U);
    save(loaded.front(), *other_);
    EXPECT_EQ(dump(*other_, tables), rows);
    save(changed);
    EXPECT_EQ(dump(*database_, tables), changed_rows);
  }

  template <class T>
  void save(const T& value) {
    save(value, *database_);
  }
  template <class T>
  std::vector<T> load(const typename Stored<T>::Key& key) {
    const auto view = database_->read();
    return Stored<T>::load(view->sql(), std::span(&key, 1));
  }
  void execute(const Statement& statement) {
    database_->begin();
    database_->writer().execute(statement);
    database_->commit();
  }

 private:
  static std::unique_ptr<Database> open(TestDatabase& place, const Migrations& migrations) {
    return place.open(std::array{migrations}).value();
  }
  template <class T>
  static void save(const T& value, Database& database) {
    database.begin();
    Stored<T>::save(database.writer(), std::span(&value, 1));
    database.commit();
  }
  static std::string dump(Database& database, const std::vector<std::string>& tables) {
    const auto view = database.read();
    return canonical_dump(view->sql(), tables);
  }

  std::unique_ptr<TestDatabase> test_database_ = chosen_engine().make_database();
  std::unique_ptr<TestDatabase> other_test_database_ = chosen_engine().make_database();
  std::unique_ptr<Database> database_;
  std::unique_ptr<Database> other_;
};

}  // namespace opora::testing
