#include "platform/sql/sealed_tables.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

#include "platform/sql/forwarded_sql.h"

namespace opora {
namespace {

thread_local SealedAccess access_now = SealedAccess::none;
thread_local bool passes_until_end = false;

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Names and keywords, in their order; parameters, which are written `:name`, are none.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_word(text[end])) ++end;
    const bool is_parameter = at > 0 && text[at - 1] == ':';
    if (end > at && !is_parameter) words.push_back(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  return words;
}

[[noreturn]] void refuse_statement(const std::string& what, std::string_view statement) {
  throw std::logic_error(what + ", in: " + std::string(statement));
}

class GuardedSql final : public ForwardedSql {
 public:
  GuardedSql(Sql& inner, const std::vector<std::string>& tables) : ForwardedSql(inner), tables_(tables) {}

 protected:
  void before(const Statement& statement) override { check_sealed(statement.text(), tables_); }

 private:
  const std::vector<std::string>& tables_;
};

class GuardedSession final : public ReadSession {
 public:
  GuardedSession(std::unique_ptr<ReadSession> inner, const std::vector<std::string>& tables)
      : tables_(tables), inner_(std::move(inner)), sql_(inner_->sql(), tables_) {}
  Sql& sql() override { return sql_; }

 private:
  const std::vector<std::string> tables_;  // its own: a session may outlive its database
  std::unique_ptr<ReadSession> inner_;
  GuardedSql sql_;
};

class GuardedDatabase final : public Database {
 public:
  GuardedDatabase(std::unique_ptr<Database> inner, std::vector<std::string> tables)
      : tables_(std::move(tables)), inner_(std::move(inner)), writer_(inner_->writer(), tables_) {}

  Sql& writer() override { return writer_; }
  void begin() override { inner_->begin(); }
  void await_lock() override { inner_->await_lock(); }
  void commit() override {
    passes_until_end = false;
    inner_->commit();
  }
  void rollback() override {
    passes_until_end = false;
    inner_->rollback();
  }
  std::unique_ptr<ReadSession> read() override { return std::make_unique<GuardedSession>(inner_->read(), tables_); }
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
  const std::vector<std::string> tables_;
  std::unique_ptr<Database> inner_;
  GuardedSql writer_;
};

}  // namespace

std::vector<std::string_view> changed_tables(std::string_view statement) {
  const std::vector<std::string_view> words = words_of(statement);
  std::vector<std::string_view> changed;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const bool inserts = words[i] == "INTO";
    const bool deletes = words[i] == "FROM" && i > 0 && words[i - 1] == "DELETE";
    // Not ON CONFLICT … DO UPDATE SET, nor FOR UPDATE OF.
    const bool updates = words[i] == "UPDATE" && words[i + 1] != "SET" && (i == 0 || words[i - 1] != "FOR");
    if (inserts || deletes || updates) changed.push_back(words[i + 1]);
  }
  return changed;
}

SealedPass::SealedPass(SealedAccess access) : before_(std::exchange(access_now, access)) {}
SealedPass::~SealedPass() { access_now = before_; }

void pass_until_transaction_ends() { passes_until_end = true; }

void check_sealed(std::string_view statement, std::span<const std::string> tables) {
  const auto is_sealed = [&](std::string_view table) { return std::ranges::find(tables, table) != tables.end(); };
  if (access_now == SealedAccess::all || passes_until_end) return;
  const auto named = access_now == SealedAccess::none ? words_of(statement) : std::vector<std::string_view>();
  for (const std::string_view word : named)
    if (is_sealed(word)) refuse_statement("Nobody here may touch the sealed table " + std::string(word), statement);
  if (access_now == SealedAccess::none) return;
  for (const std::string_view table : changed_tables(statement))
    if (!is_sealed(table))
      refuse_statement("A sealed write changes sealed tables alone, and not " + std::string(table), statement);
}

std::unique_ptr<Database> guard_sealed(std::unique_ptr<Database> inner, std::vector<std::string> tables) {
  return std::make_unique<GuardedDatabase>(std::move(inner), std::move(tables));
}

}  // namespace opora
