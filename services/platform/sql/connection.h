// One connection to an engine, as the code that keeps schemas needs it. Each engine has its own kind.
#pragma once

#include <string>

#include "platform/sql/sql.h"

namespace opora {

// For one thread at a time. Everything may throw EngineError.
class Connection : public Sql {
 public:
  // Takes the database's write lock, or waits for it.
  virtual void begin_writing() = 0;
  virtual void commit() = 0;  // the transaction may still be open when it throws
  virtual void rollback() noexcept = 0;  // nothing happens when no transaction is open
  virtual bool in_transaction() const = 0;

  // Runs any number of statements without parameters and without looking at their rows. Schemas are written in the
  // words of SQLite; other engines translate them.
  virtual void run_script(const std::string& text) = 0;
};

}  // namespace opora
