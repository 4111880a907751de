// An Sql that passes everything on to another: for whoever looks at what goes by.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "platform/sql/sql.h"

namespace opora {

// `inner` outlives it.
class ForwardedSql : public Sql {
 public:
  explicit ForwardedSql(Sql& inner) : inner_(inner) {}

  Rows query(const Statement& statement, Params params = {}) override {
    before(statement);
    return inner_.query(statement, params);
  }
  std::int64_t execute(const Statement& statement, Params params = {}) override {
    before(statement);
    return inner_.execute(statement, params);
  }
  void read_together(const std::function<void(Pass)>& work) override { inner_.read_together(work); }
  std::vector<std::string> table_names() override { return inner_.table_names(); }
  std::vector<Column> columns(const std::string& table) override { return inner_.columns(table); }

 protected:
  // Called with each statement before it is passed on; what it throws, the caller gets instead.
  virtual void before(const Statement& statement) = 0;

  // One item, which calls `next` for all that there are.
  Rows run_each(const Statement& statement, const Feed& feed, bool wants_rows) override {
    before(statement);
    constexpr std::array<int, 1> kOnce{0};
    const auto all = [&feed](int, const auto& next) { feed(next); };
    if (wants_rows) return inner_.query_each(statement, kOnce, all);
    inner_.execute_each(statement, kOnce, all);
    return {};
  }

 private:
  Sql& inner_;
};

}  // namespace opora
