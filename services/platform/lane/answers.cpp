#include "platform/lane/answers.h"

#include "platform/sql/rows.h"

namespace opora {
namespace {

const Statement kFind{
    "SELECT request_id, caller, method, request_hash, code, reason, message, response FROM answers "
    "WHERE request_id = :request_id AND caller = :caller AND method = :method"};
const Statement kKeep{
    "INSERT INTO answers (request_id, caller, method, request_hash, answered_at, code, reason, message, response) "
    "VALUES (:request_id, :caller, :method, :request_hash, :answered_at, :code, :reason, :message, :response)"};
const Statement kStretch{
    "SELECT request_id FROM answers WHERE request_id > :after ORDER BY request_id LIMIT 1 OFFSET 999"};
const Statement kForget{
    "DELETE FROM answers WHERE request_id > :after AND request_id <= :last AND answered_at < :cutoff"};
const Statement kForgetRest{"DELETE FROM answers WHERE request_id > :after AND answered_at < :cutoff"};

// Code 0 in the table is success; refusals start at 1, so that adding a Code never changes what is stored.
constexpr std::int64_t kSuccess = 0;

bool is_decision(const Result<std::string>& response) {
  return response || response.error().code == Code::invalid || response.error().code == Code::conflict;
}

}  // namespace

void Answers::look_up(Sql& sql, std::span<Command* const> commands) {
  std::vector<const Command*> asked;
  for (const Command* command : commands)
    if (!command->request_id.empty()) asked.push_back(command);
  rows_ = sql.query_each(kFind, asked, [](const Command* command, const auto& next) {
    next({{"request_id", command->request_id}, {"caller", command->caller}, {"method", command->method}});
  });
  for (Row& row : rows_) {
    RowReader in(row);
    const Key key{in.take<std::string_view>(), in.take<std::string_view>(), in.take<std::string_view>()};
    const auto request_hash = in.take<std::string_view>();
    const auto code = in.take<std::int64_t>();
    auto reason = in.take<std::string>();
    auto message = in.take<std::string>();
    Result<std::string> response = in.take<std::string>();
    in.finish();
    if (code != kSuccess)
      response = refuse(code == 1 ? Code::invalid : Code::conflict, std::move(reason), std::move(message));
    known_.insert_or_assign(key, Remembered{request_hash, std::move(response)});
  }
}

std::optional<Result<std::string>> Answers::find(const Command& command) const {
  if (command.request_id.empty() || known_.empty()) return std::nullopt;
  const auto found = known_.find(key_of(command));
  if (found == known_.end()) return std::nullopt;
  if (found->second.request_hash != command.request_hash)
    return refuse(Code::conflict, "REQUEST_ID_REUSED",
                  "This request id was used for another request before. Use a new id for a new request.");
  return found->second.response;
}

void Answers::remember(const Command& command, const Result<std::string>& response) {
  if (command.request_id.empty() || !is_decision(response)) return;
  const auto [added, fresh] = known_.emplace(key_of(command), Remembered{command.request_hash, response});
  if (fresh) added_.push_back(added);
}

void Answers::write(Sql& sql, Instant now) {
  static const std::string nothing;
  sql.execute_each(kKeep, added_, [&](const auto& added, const auto& next) {
    const auto& [request_id, caller, method] = added->first;
    const Remembered& answer = added->second;
    const bool refused = !answer.response;
    const std::int64_t code = !refused ? kSuccess : answer.response.error().code == Code::invalid ? 1 : 2;
    next({{"request_id", request_id},
          {"caller", caller},
          {"method", method},
          {"request_hash", Blob{answer.request_hash}},
          {"answered_at", now},
          {"code", code},
          {"reason", refused ? answer.response.error().reason : nothing},
          {"message", refused ? answer.response.error().message : nothing},
          {"response", Blob{refused ? nothing : *answer.response}}});
  });
  added_.clear();
}

// Ids made as they should be begin with the time, so the oldest stand at the front: every other look goes there.
std::int64_t AnswerSweep::step(Sql& sql, Instant cutoff) {
  at_front_ = !at_front_;
  const std::string after = at_front_ ? "" : after_;
  const auto end = first_of<std::string>(sql.query(kStretch, {{"after", after}}));
  const std::string last = end.value_or("");
  if (!at_front_) after_ = last;
  if (!end) return sql.execute(kForgetRest, {{"after", after}, {"cutoff", cutoff}});
  return sql.execute(kForget, {{"after", after}, {"last", last}, {"cutoff", cutoff}});
}

}  // namespace opora
