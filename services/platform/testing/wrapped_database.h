// A database for tests to do something of their own in between: everything goes through to the one inside.
#pragma once

#include <memory>
#include <utility>

#include "platform/sql/database.h"

namespace opora::testing {

class WrappedDatabase : public Database {
 public:
  explicit WrappedDatabase(std::unique_ptr<Database> inner) : inner_(std::move(inner)) {}
  Sql& writer() override { return inner_->writer(); }
  void begin() override { inner_->begin(); }
  void await_lock() override { inner_->await_lock(); }
  void commit() override { inner_->commit(); }
  void rollback() override { inner_->rollback(); }
  std::unique_ptr<ReadSession> read() override { return inner_->read(); }
  std::int64_t wal_bytes() const override { return inner_->wal_bytes(); }
  bool empty_log() override { return inner_->empty_log(); }
  void announce(std::string_view notice) override { inner_->announce(notice); }
  Watch watch(std::function<void(std::string_view)> changed) override { return inner_->watch(std::move(changed)); }
  bool is_connected() const override { return inner_->is_connected(); }
  bool has_clock() const override { return inner_->has_clock(); }
  std::string server(Sql& sql) const override { return inner_->server(sql); }
  bool has_free_round_trips() const override { return inner_->has_free_round_trips(); }
  void keep_no_statistics(std::span<const std::string> tables) override { inner_->keep_no_statistics(tables); }
  std::vector<std::string> written_down() override { return inner_->written_down(); }

 private:
  std::unique_ptr<Database> inner_;
};

}  // namespace opora::testing
