#include "platform/lane/consumed.h"

#include "platform/lane/outbox.h"
#include "platform/sql/rows.h"

namespace opora {
namespace {

// An older build moves the position and leaves the digest where it was.
const Statement kConsumed{
    "SELECT epoch, position, CASE WHEN digest_position = position THEN digest ELSE NULL END FROM consumed "
    "WHERE source = :source"};
const Statement kMeet{
    "INSERT INTO consumed (source, epoch, position, applied_count, learnt_revision, learnt_position) "
    "VALUES (:source, :epoch, 0, 0, :revision, 0) ON CONFLICT (source) DO NOTHING"};
// A log that was empty when it was first asked for has been read. Any other row was left behind by an older build's
// rebuild, which knew nothing of this table.
const Statement kFirstHead{
    "INSERT INTO first_heads (source, epoch, position) VALUES (:source, :epoch, :position) "
    "ON CONFLICT (source) DO UPDATE SET epoch = excluded.epoch, position = excluded.position "
    "WHERE first_heads.epoch <> excluded.epoch OR first_heads.position <> 0"};
const Statement kLowerFirstHead{
    "UPDATE first_heads SET epoch = :epoch, position = CASE WHEN position < :head THEN position ELSE :head END "
    "WHERE source = :source AND (epoch <> :epoch OR position > :head)"};
const Statement kGetFirstHead{"SELECT position FROM first_heads WHERE source = :source"};
const Statement kMove{
    "UPDATE consumed SET epoch = :epoch, position = :position, digest = :digest, "
    "digest_position = :position, "
    "applied_count = applied_count + :applied, "
    "learnt_position = CASE WHEN learnt_revision = :revision AND learnt_position = :expected THEN :position "
    "ELSE learnt_position END, "
    "stopped = CASE WHEN epoch = :epoch AND position = :position THEN stopped ELSE NULL END "
    "WHERE source = :source AND epoch = :expected_epoch AND position = :expected"};
const Statement kStopped{"UPDATE consumed SET stopped = :reason WHERE source = :source"};
const Statement kIsStopped{"SELECT 1 FROM consumed WHERE source = :source AND stopped IS NOT NULL"};
const Statement kLearnt{
    "SELECT epoch, CASE WHEN learnt_revision > :revision THEN position WHEN learnt_revision = :revision "
    "THEN learnt_position ELSE 0 END, position FROM consumed WHERE source = :source"};
const Statement kMoveLearnt{
    "UPDATE consumed SET learnt_revision = :revision, learnt_position = :to, "
    "applied_count = applied_count - :parked "
    "WHERE source = :source AND epoch = :epoch AND :expected = CASE WHEN learnt_revision > :revision THEN -1 "
    "WHEN learnt_revision = :revision THEN learnt_position ELSE 0 END"};
const Statement kPutBy{
    "SELECT position FROM parked WHERE source = :source AND position > :from AND position <= :to UNION "
    "SELECT position FROM skipped WHERE source = :source AND position > :from AND position <= :to"};
const Statement kHeldFrom{"SELECT key, MIN(position) FROM parked WHERE source = :source GROUP BY key"};
const Statement kHeldKeys{"SELECT DISTINCT key FROM parked WHERE source = :source"};
const Statement kPark{
    "INSERT INTO parked (source, position, time, type, key, payload, reason, message) "
    "VALUES (:source, :position, :time, :type, :key, :payload, :reason, :message)"};
const Statement kUnpark{"DELETE FROM parked WHERE source = :source AND position = :position"};
const Statement kFirst{
    "SELECT source, position, time, type, key, payload, reason, message FROM parked ORDER BY source, position LIMIT "
    ":limit"};
const Statement kNext{
    "SELECT source, position, time, type, key, payload, reason, message FROM parked "
    "WHERE (source, position) > (:after_source, :after_position) ORDER BY source, position LIMIT :limit"};
const Statement kNextOfSource{
    "SELECT source, position, time, type, key, payload, reason, message FROM parked "
    "WHERE source = :source AND position > :after_position ORDER BY position LIMIT :limit"};
const Statement kNextOfKey{
    "SELECT source, position, time, type, key, payload, reason, message FROM parked "
    "WHERE source = :source AND key = :key AND position > :after_position ORDER BY position LIMIT :limit"};
const Statement kKey{"SELECT key FROM parked WHERE source = :source AND position = :position"};
const Statement kSkip{"INSERT INTO skipped (source, position, skipped_at) VALUES (:source, :position, :now)"};
const Statement kSetReason{
    "UPDATE parked SET reason = :reason, message = :message WHERE source = :source AND position = :position"};
const Statement kFreeFirst{
    "UPDATE parked SET reason = :reason, message = :message WHERE source = :source AND reason = :behind AND position = "
    "(SELECT MIN(position) FROM parked WHERE source = :source AND key = :key)"};

std::vector<Parked> parked_of(Rows rows) {
  return read_rows(std::move(rows), [](RowReader& in) {
    return Parked{in.take<std::string>(),
                  {in.take<std::int64_t>(), in.take<Instant>(), in.take<std::string>(), in.take<std::string>(),
                   in.take<std::string>()},
                  in.take<std::string>(),
                  in.take<std::string>()};
  });
}

}  // namespace

bool is_trouble(const EngineError& error) {
  return error.kind() != EngineError::Kind::constraint && error.kind() != EngineError::Kind::other;
}

void register_source(Sql& sql, const std::string& source, const LogHead& head, std::int64_t revision) {
  if (sql.execute(kMeet, {{"source", source}, {"epoch", head.epoch}, {"revision", revision}}) > 0)
    write_first_head(sql, source, head);
}

void write_first_head(Sql& sql, const std::string& source, const LogHead& head) {
  sql.execute(kFirstHead, {{"source", source}, {"epoch", head.epoch}, {"position", head.position}});
}

void lower_first_head(Sql& sql, const std::string& source, const LogHead& head) {
  sql.execute(kLowerFirstHead, {{"source", source}, {"epoch", head.epoch}, {"head", head.position}});
}

std::optional<std::int64_t> first_head(Sql& sql, const std::string& source) {
  return first_of<std::int64_t>(sql.query(kGetFirstHead, {{"source", source}}));
}

bool has_read_all_at_first(Sql& sql, const std::string& source) {
  const auto head = first_head(sql, source);
  const Consumed read = consumed_position(sql, source);
  return head ? read.position >= *head : !read.epoch.empty();
}

Consumed consumed_position(Sql& sql, const std::string& source) {
  const auto found = read_rows(sql.query(kConsumed, {{"source", source}}), [](RowReader& in) {
    return Consumed{in.take<std::string>(), in.take<std::int64_t>(), take_digest(in)};
  });
  return found.empty() ? Consumed() : found[0];
}

void move_position(Sql& sql, const std::string& source, const Consumed& from, const Consumed& to,
                   std::int64_t applied_count, std::int64_t revision) {
  const auto moved = sql.execute(kMove, {{"epoch", to.epoch},
                                         {"position", to.position},
                                         {"digest", column_of(to.digest)},
                                         {"applied", applied_count},
                                         {"revision", revision},
                                         {"source", source},
                                         {"expected_epoch", from.epoch},
                                         {"expected", from.position}});
  if (moved != 1)
    throw EngineError(EngineError::Kind::busy, "the position of " + source + " was moved by somebody else");
}

Learnt learnt_by(Sql& sql, const std::string& source, std::int64_t revision) {
  return first_of<Learnt, std::string, std::int64_t, std::int64_t>(
             sql.query(kLearnt, {{"source", source}, {"revision", revision}}))
      .value_or(Learnt());
}

void move_learnt(Sql& sql, const std::string& source, const Learnt& from, std::int64_t to, std::int64_t revision,
                 std::int64_t parked_count) {
  const auto moved = sql.execute(kMoveLearnt, {{"revision", revision},
                                               {"to", to},
                                               {"parked", parked_count},
                                               {"source", source},
                                               {"epoch", from.epoch},
                                               {"expected", from.position}});
  if (moved != 1)
    throw EngineError(EngineError::Kind::busy, "what was learnt of " + source + " was moved by somebody else");
}

std::set<std::int64_t> put_by(Sql& sql, const std::string& source, std::int64_t from, std::int64_t to) {
  const auto positions =
      values_of<std::int64_t>(sql.query(kPutBy, {{"source", source}, {"from", from}, {"to", to}}));
  return {positions.begin(), positions.end()};
}

std::map<std::string, std::int64_t> held_from(Sql& sql, const std::string& source) {
  const auto first = values_of<std::pair<std::string, std::int64_t>, std::string, std::int64_t>(
      sql.query(kHeldFrom, {{"source", source}}));
  return {first.begin(), first.end()};
}

void write_stopped(Sql& sql, const std::string& source, const std::string& reason) {
  sql.execute(kStopped, {{"reason", reason.empty() ? Value(nullptr) : Value(reason)}, {"source", source}});
}

bool is_noted_stopped(Sql& sql, const std::string& source) {
  return !sql.query(kIsStopped, {{"source", source}}).empty();
}

std::set<std::string> held_keys(Sql& sql, const std::string& source) {
  const auto keys = values_of<std::string>(sql.query(kHeldKeys, {{"source", source}}));
  return {keys.begin(), keys.end()};
}

void write_parked(Sql& sql, const std::string& source, const LogRecord& record, const Error& error) {
  sql.execute(kPark, {{"source", source},
                      {"position", record.position},
                      {"time", record.time},
                      {"type", record.type},
                      {"key", record.key},
                      {"payload", Blob{record.payload}},
                      {"reason", error.reason},
                      {"message", error.message}});
}

void write_reason(Sql& sql, const Parked& parked, const Error& error) {
  sql.execute(kSetReason, {{"reason", error.reason},
                           {"message", error.message},
                           {"source", parked.source},
                           {"position", parked.record.position}});
}

bool delete_parked(Sql& sql, const std::string& source, std::int64_t position) {
  return sql.execute(kUnpark, {{"source", source}, {"position", position}}) > 0;
}

void free_first_of(Sql& sql, const std::string& source, const std::set<std::string>& keys) {
  sql.execute_each(kFreeFirst, keys, [&](const std::string& key, const auto& next) {
    next({{"reason", kNotTriedSince},
          {"message", "What it waited for is gone, and nobody has tried it since."},
          {"source", source},
          {"behind", kBehindParked},
          {"key", key}});
  });
}

void write_skipped(Sql& sql, const std::string& source, std::int64_t position, Instant now) {
  sql.execute(kSkip, {{"source", source}, {"position", position}, {"now", now}});
}

std::vector<Parked> parked_first(Sql& sql, int limit) { return parked_of(sql.query(kFirst, {{"limit", limit}})); }

std::vector<Parked> parked_next(Sql& sql, const EventRetry& retry, int limit) {
  const Value after = retry.after_position;
  if (retry.source.empty())
    return parked_of(
        sql.query(kNext, {{"after_source", retry.after_source}, {"after_position", after}, {"limit", limit}}));
  if (retry.key.empty())
    return parked_of(
        sql.query(kNextOfSource, {{"source", retry.source}, {"after_position", after}, {"limit", limit}}));
  return parked_of(sql.query(
      kNextOfKey, {{"source", retry.source}, {"key", retry.key}, {"after_position", after}, {"limit", limit}}));
}

std::optional<std::string> key_of_parked(Sql& sql, const std::string& source, std::int64_t position) {
  return first_of<std::string>(sql.query(kKey, {{"source", source}, {"position", position}}));
}

}  // namespace opora
