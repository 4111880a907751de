// Tables that only some may touch (docs/adr/0049). In builds for tests a service's database looks at each statement
// before it is run: which tables its words name, and which it changes. In a release nothing is looked at, and nothing
// costs.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/database.h"

namespace opora {

// The tables that a statement changes, by its words: those behind INTO, UPDATE and DELETE FROM.
std::vector<std::string_view> changed_tables(std::string_view statement);

// What a thread may do with sealed tables.
enum class SealedAccess {
  none,    // no statement of it names one
  writes,  // it reads whatever there is, and changes sealed tables alone
  all,     // anything
};

// While it lives, its thread has this access; afterwards, what it had before.
class SealedPass {
 public:
  explicit SealedPass(SealedAccess access);
  ~SealedPass();
  SealedPass(const SealedPass&) = delete;
  SealedPass& operator=(const SealedPass&) = delete;

 private:
  const SealedAccess before_;
};

// For commands, whose rows are written behind them: the thread has all access until its database's transaction ends.
// Commands that share the batch then have it as well, so a test that is to find one sends it alone.
void pass_until_transaction_ends();

// Throws std::logic_error, naming the table and the statement, where the thread may not do this. `tables` are sealed.
void check_sealed(std::string_view statement, std::span<const std::string> tables);

// The same database, whose every statement is checked so.
std::unique_ptr<Database> guard_sealed(std::unique_ptr<Database> inner, std::vector<std::string> tables);

}  // namespace opora
