#include "platform/service/call_runner.h"

#include <utility>

#include <sodium.h>

#include "platform/proto/canonical_bytes.h"
#include "platform/service/accounts.h"
#include "platform/service/reading_failed.h"
#include "platform/sql/sealed_tables.h"

namespace opora {
namespace {

// Of the request's canonical bytes, so that the same request sent again hashes alike however its maps were ordered.
std::string hash_of(const google::protobuf::Message& request) {
  const std::string bytes = canonical_bytes(request);
  std::string hash(16, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  return hash;
}

}  // namespace

void CallRunner::run(const std::shared_ptr<PreparedCall>& prepared) {
  if (prepared->method->handler->kind() == Handler::Kind::command)
    offer_command(prepared);
  else
    offer_query(prepared);
}

void CallRunner::offer_command(const std::shared_ptr<PreparedCall>& prepared) {
  const BoundMethod& method = *prepared->method;
  Command command;
  command.share = prepared->share;
  command.caller = account_of(prepared->caller, command.share);
  command.method = method.input_name;
  command.request_id = prepared->request->GetReflection()->GetString(*prepared->request, method.request_id);
  command.request_hash = hash_of(*prepared->request);
  command.bytes = prepared->size;
  command.deadline = prepared->deadline;
  // `done` keeps what `run` refers to.
  command.run = [this, prepared = prepared.get()](Transaction& tx) { return decide(*prepared, tx); };
  command.done = [this, prepared](Answer answer) { gate_.finish(*prepared, std::move(answer)); };
  if (auto offered = parts_.lane.offer(std::move(command)); !offered)
    gate_.turn_away(*prepared, std::move(offered).error());
}

Result<std::string> CallRunner::decide(PreparedCall& prepared, Transaction& tx) {
  const BoundMethod& method = *prepared.method;
  tx.say_who_asks(prepared.caller.subject, prepared.caller.scopes, prepared.caller.role);
  if (!prepared.access.allowed) {
    TRY(only, parts_.binding.check_scopes(method, prepared.access.to_check, prepared.caller, *prepared.request, tx));
    tx.hold_to_scope(std::move(only));
  }
  TRY_DO(names_.check_given(prepared));
  if (method.handler->is_tending()) pass_until_transaction_ends();
  auto response = method.handler->command()(tx, *prepared.request);
  names_.note_told(prepared, tx.told());
  return response;
}

void CallRunner::offer_query(const std::shared_ptr<PreparedCall>& prepared) {
  const auto offered =
      parts_.queries.offer(prepared->share, [this, prepared] { gate_.finish(*prepared, run_query(*prepared)); });
  if (offered == QueryPool::Offered::taken) return;
  if (parts_.stopping) return gate_.turn_away(*prepared, shutting_down());
  gate_.turn_away_full(*prepared, offered == QueryPool::Offered::share_full);
}

Answer CallRunner::run_query(PreparedCall& prepared) {
  Lane& lane = parts_.lane;
  if (prepared.deadline && *prepared.deadline <= std::chrono::steady_clock::now())
    return {refuse(Code::deadline, "DEADLINE_PASSED", "The deadline passed before the request's turn came."),
            lane.head()};
  if (lane.time().steps_aside()) return {tl::unexpected(clock_wrong()), lane.head()};
  // Others of the same caller's may have been answered since it was let in.
  if (const auto may = names_.check(*prepared.method, prepared.caller, prepared.share); !may)
    return {tl::unexpected(may.error()), lane.head()};
  try {
    const auto session = parts_.database.read();
    IdentityMap identity_map(session->sql());
    const Instant now = lane.time().now();
    Snapshot snapshot(identity_map, now, prepared.caller.subject);
    snapshot.say_who_asks(prepared.caller.scopes);
    const LogHead head = lane.head();
    if (!prepared.access.allowed) {
      auto allowed = parts_.binding.check_scopes(*prepared.method, prepared.access.to_check, prepared.caller,
                                                 *prepared.request, snapshot);
      if (!allowed) return {tl::unexpected(std::move(allowed).error()), head};
    }
    return {prepared.method->handler->query()(snapshot, *prepared.request), head};
  } catch (const EngineError& error) {
    parts_.observer.batch_failed(parts_.service.name, error.what());
    return {tl::unexpected(reading_failed(error)), lane.head()};
  } catch (const std::exception& error) {
    parts_.observer.batch_failed(parts_.service.name, error.what());
    return {refuse(Code::internal, "INTERNAL", "The request failed by a mistake of ours; operators can see it."),
            lane.head()};
  }
}

}  // namespace opora
