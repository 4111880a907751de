// What a handler is given: a command or a consumer a Transaction, a query a Snapshot. They hold the batch's values by
// key, so that a handler reads, decides and writes without knowing what else is in its batch. What loads and saves is
// compiled in the stores (stored_bodies.h).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <typeindex>
#include <unordered_map>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/events/log/event_log.h"
#include "platform/ids/ids.h"
#include "platform/lane/stored.h"
#include "platform/policy/scopes.h"
#include "platform/result/result.h"
#include "platform/sql/sql.h"

namespace opora::network::v1 {
enum Role : int;
}

namespace opora {

// The values of one type that a batch has loaded, and which of them it changed.
class LoadedAny {
 public:
  virtual ~LoadedAny() = default;
  virtual void fetch_missing(Sql&, Sql::Pass) = 0;  // loads the keys that want() named, in one trip
  virtual void save_changed(Sql&) = 0;
};

template <class T>
class Loaded;

// All values a batch holds. Belongs to one batch and one thread.
class IdentityMap {
 public:
  explicit IdentityMap(Sql& sql) : sql_(sql) {}

  template <class T>
  Loaded<T>& of();
  // All types in one trip, and with them what `others` reads; it is called twice on a network, the first time in vain.
  void fetch_missing(const std::function<void()>& others = [] {}) {
    sql_.read_together([&](Sql::Pass pass) {
      others();
      for (LoadedAny* loaded : order_) loaded->fetch_missing(sql_, pass);
    });
  }
  void save_changed() {
    for (LoadedAny* loaded : order_) loaded->save_changed(sql_);
  }
  Sql& sql() { return sql_; }

 private:
  Sql& sql_;
  std::unordered_map<std::type_index, std::unique_ptr<LoadedAny>> by_type_;
  std::vector<LoadedAny*> order_;  // types in the order they were first used: writes go out in it
};

// Why something can't be found, by the reason that its store gives: "UNKNOWN_SESSION".
Error nothing_there(std::string_view reason);

// What commands, consumers and queries have in common: loading by key.
class Reader {
 public:
  virtual ~Reader() = default;

  // The value under a key, or nothing.
  template <class T>
  Result<std::optional<T>> find(const typename Stored<T>::Key& key);

  // The value under a key; refused as not found, with its store's reason.
  template <class T>
  Result<T> load(const typename Stored<T>::Key& key);

  // The values under several keys, in one trip; those that exist, in the order of the keys.
  template <class T>
  Result<std::vector<T>> load_all(std::span<const typename Stored<T>::Key> keys);

  // Runs any other read. In a transaction, what the batch has written so far is sent first, so it is seen.
  Result<Rows> query(const Statement& statement, Params params = {});

  // Whether an error only says that a batch's prefetch has still to bring something.
  static bool is_collecting(const Error& error) { return error.reason == kCollecting; }

 protected:
  explicit Reader(IdentityMap& identity_map) : identity_map_(identity_map) {}
  static constexpr const char* kCollecting = "COLLECTING_KEYS";
  virtual void before_query() {}

  IdentityMap& identity_map_;
  bool collecting_ = false;
};

// Work that a command leaves for later: run as a command of its own, at or after its time, with the timer's id as its
// request id. Saved in the same commit; setting one under the same id again moves it.
struct Timer {
  std::string id;       // the service makes it up, so that nothing a caller named is another timer's
  Instant due;
  std::string method;   // the full name of the command's request message
  std::string request;  // that message, serialised
};

// Work that a command leaves for others than the lane: it decides nothing and may take long, or reaches out of this
// process. Run at or after its time, at least once, by one replica at a time; what it finds comes back as a command of
// its own, with the job's id as its request id, and takes effect once. Saved in the same commit; setting one under the
// same id again moves it. See docs/adr/0041.
struct Job {
  std::string id;  // as a timer's
  Instant due;
  std::string method;   // the full name of the job's message
  std::string request;  // that message, serialised
};

// Remembers the ids it made, so that running a command again makes the same.
struct IdMaker {
  std::function<std::string(std::size_t)> make;  // the n-th id, from 0
  std::vector<std::string> made = {};
};

// What a command's outcome tells whoever asks of people, beside names in the response: of how many a name or a key that
// they gave is somebody's, and whether a name they gave of a stranger was wrong. A refusal tells as much as a success.
struct Told {
  std::int64_t people = 0;
  bool wrong_name = false;
  std::int64_t names_gone = 0;  // what it lets go; told to nobody but who watches
};

// What one command leaves behind beside the values it saved.
struct Effects {
  std::vector<EventDraft> events;
  std::vector<Timer> timers;
  std::vector<Job> jobs;
};

// A command's or a consumer's view of its batch. Reads come before decisions and decisions before writes: a refusal
// after the first write is a mistake of ours and answered as one, with nothing written.
//
// A handler runs several times where trips to the database cost: at first only to learn what it wants to read. A read
// that has still to be fetched then refuses, and writes, events, timers, jobs and tells_of() do nothing. So a handler
// passes every refusal of a read on, has no effect but through its Transaction, and asks for what it needs with
// gather().
class Transaction final : public Reader {
 public:
  // The batch's time: never before that of an earlier batch of the lane. In a consumer, the event's.
  Instant now() const { return now_; }

  // Whether more than one clock says so (docs/adr/0024). If not, the time may be any: it is decided by, but nothing
  // that can't be undone.
  bool is_time_confirmed() const { return is_time_confirmed_; }
  // The last time that was: now(), unless that is in doubt. A timer of this time runs soon, whatever the clocks say.
  Instant confirmed_now() const { return confirmed_now_; }
  // A timer of this time runs as soon as another one is confirmed.
  Instant once_confirmed() const { return confirmed_now_ + std::chrono::microseconds(1); }
  void doubt_time(Instant confirmed_now) {
    is_time_confirmed_ = false;
    confirmed_now_ = confirmed_now;
  }

  // Who asks, as answers are remembered: the token's subject and rights. Empty in a consumer and in a timer's command.
  const std::string& caller() const { return caller_; }

  // Whether the policy let the caller in only for where the thing lies. Not so where a grant without a limit did, in a
  // consumer and in a timer's command.
  bool is_held_to_scope() const { return is_held_to_scope_; }

  // The only ids of a scope within which what this command does may have effect, where the policy let the caller in
  // before anybody knows where the thing lies (Grant.before_known). Empty when the policy has decided, as it nearly
  // always has. Throws std::logic_error where it is held to another scope: a command that asks for the wrong one would
  // have effect everywhere.
  const std::vector<std::string>& only_within(std::string_view scope) const;
  void hold_to_scope(ScopeIds only_within) {
    is_held_to_scope_ = true;
    only_within_ = std::move(only_within);
  }

  // Who asks, for a record that people read: the token's subject and role; and the ids of a scope that they act for. By
  // these a command decides of what the policy has not looked at. None says nothing of who acts for all:
  // is_held_to_scope() does. All belong to the call and outlive the transaction. A consumer and a timer have no role.
  network::v1::Role role() const { return role_; }
  std::string subject() const { return subject_ ? *subject_ : std::string(); }
  std::vector<std::string> ids_of_caller(std::string_view scope) const {
    return scopes_ ? ids_of(*scopes_, scope) : std::vector<std::string>();
  }
  void say_who_asks(const std::string& subject, const ScopeIds& scopes, network::v1::Role role = {}) {
    subject_ = &subject;
    scopes_ = &scopes;
    role_ = role;
  }

  // A new id. The n-th one of a command stays the same however often the batch has to run it. In a consumer it derives
  // from (source, position), so a rebuild makes the same.
  template <class AnyId>
  AnyId new_id() { return AnyId{next_id()}; }

  // Keeps a value: inserted, or replacing what is under its key. Later commands of the batch see it.
  template <class T>
  void save(T value);

  // Tells the other services. `events` are a service's own; its wire.h turns each into a draft: EventDraft
  // to_draft(const E&).
  template <class Events>
  void emit(const Events& events) {
    for (const auto& event : events) emit_draft(to_draft(event));
  }
  void emit_draft(EventDraft draft);

  // Leaves work for later, and work for others.
  void set_timer(Timer timer);
  void set_job(Job job);

  // What the outcome tells the caller of people is counted, for the audit and for the bound on it (NameLimits).
  void tells_of(std::int64_t people, bool wrong_name = false) {
    if (collecting_) return;
    told_.people += people;
    told_.wrong_name = told_.wrong_name || wrong_name;
  }
  // It has deleted what people are called.
  void lets_names_go(std::int64_t names) {
    if (!collecting_) told_.names_gone += names;
  }
  const Told& told() const { return told_; }

  // Made by the lane alone: `caller` and `ids` belong to the command and outlive the transaction.
  Transaction(IdentityMap& identity_map, Instant now, const std::string& caller, IdMaker& ids, bool collecting)
      : Reader(identity_map), now_(now), confirmed_now_(now), caller_(caller), ids_(ids) {
    collecting_ = collecting;
  }
  bool wrote() const { return wrote_; }
  Effects& effects() { return effects_; }
  std::size_t row_count() const { return row_count_; }  // that it wrote

 private:
  std::string next_id();
  void before_query() override;

  Instant now_;
  Instant confirmed_now_;
  bool is_time_confirmed_ = true;
  const std::string& caller_;
  bool is_held_to_scope_ = false;
  ScopeIds only_within_;
  const std::string* subject_ = nullptr;
  const ScopeIds* scopes_ = nullptr;
  network::v1::Role role_{};
  IdMaker& ids_;
  std::size_t next_id_ = 0;
  bool wrote_ = false;
  std::size_t row_count_ = 0;
  Told told_;
  Effects effects_;
};

// A query's view: consistent, read-only.
class Snapshot final : public Reader {
 public:
  Snapshot(IdentityMap& identity_map, Instant now, std::string caller)
      : Reader(identity_map), now_(now), caller_(std::move(caller)) {}
  Instant now() const { return now_; }
  const std::string& caller() const { return caller_; }

  // The ids of a scope that whoever asks acts for, as in a Transaction: for an answer that not all are given whole. The
  // scopes belong to the call and outlive the snapshot.
  std::vector<std::string> ids_of_caller(std::string_view scope) const {
    return scopes_ ? ids_of(*scopes_, scope) : std::vector<std::string>();
  }
  void say_who_asks(const ScopeIds& scopes) { scopes_ = &scopes; }

 private:
  Instant now_;
  std::string caller_;
  const ScopeIds* scopes_ = nullptr;
};

}  // namespace opora
