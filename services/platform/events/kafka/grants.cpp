#include "platform/events/kafka/grants.h"

#include <memory>
#include <vector>

#include <librdkafka/rdkafka.h>

#include "platform/events/kafka/client.h"

namespace opora {
namespace {

using kafka::Owned;
using Binding = Owned<rd_kafka_AclBinding_t, rd_kafka_AclBinding_destroy>;

constexpr const char* kFromAnywhere = "*";

// Whoever may read or write may also ask for what is there.
class Bindings {
 public:
  void allow(const Grant& grant, rd_kafka_ResourceType_t kind, const std::string& name, rd_kafka_AclOperation_t what) {
    char text[512];
    const std::string who = "User:" + grant.account;
    Binding made(rd_kafka_AclBinding_new(kind, name.c_str(), RD_KAFKA_RESOURCE_PATTERN_LITERAL, who.c_str(),
                                         kFromAnywhere, what, RD_KAFKA_ACL_PERMISSION_TYPE_ALLOW, text, sizeof text));
    if (made)
      all_.push_back(std::move(made));
    else if (trouble_.empty())
      trouble_ = text;
  }
  // Why one could not be made; empty if all were.
  const std::string& trouble() const { return trouble_; }
  std::vector<rd_kafka_AclBinding_t*> all() const {
    std::vector<rd_kafka_AclBinding_t*> raw;
    for (const Binding& each : all_) raw.push_back(each.get());
    return raw;
  }

 private:
  std::vector<Binding> all_;
  std::string trouble_;
};

Bindings bindings_of(std::span<const Grant> grants) {
  Bindings all;
  for (const Grant& grant : grants) {
    const std::string own = topic_of(grant.service);
    if (grant.tells) {
      all.allow(grant, RD_KAFKA_RESOURCE_TOPIC, own, RD_KAFKA_ACL_OPERATION_WRITE);
      all.allow(grant, RD_KAFKA_RESOURCE_TOPIC, own, RD_KAFKA_ACL_OPERATION_READ);  // how far it has come
    }
    for (const std::string& source : grant.sources)
      all.allow(grant, RD_KAFKA_RESOURCE_TOPIC, topic_of(source), RD_KAFKA_ACL_OPERATION_READ);
    if (!grant.sources.empty())
      all.allow(grant, RD_KAFKA_RESOURCE_GROUP, group_of(grant.service), RD_KAFKA_ACL_OPERATION_READ);
  }
  return all;
}

}  // namespace

Result<void> apply_grants(const KafkaOptions& options, std::span<const Grant> grants,
                          std::chrono::milliseconds within) {
  TRY(client, kafka::Client::make(RD_KAFKA_PRODUCER, options, {}, {{"allow.auto.create.topics", "false"}}, nullptr));
  const Bindings bindings = bindings_of(grants);
  if (!bindings.trouble().empty())
    return refuse(Code::invalid, "GRANTS_REFUSED",
                  "A grant can't be made of what was given (" + bindings.trouble() + "): correct the accounts.");
  std::vector<rd_kafka_AclBinding_t*> all = bindings.all();
  const Owned<rd_kafka_queue_t, rd_kafka_queue_destroy> queue(rd_kafka_queue_new(client->get()));
  const Owned<rd_kafka_AdminOptions_t, rd_kafka_AdminOptions_destroy> limits(
      rd_kafka_AdminOptions_new(client->get(), RD_KAFKA_ADMIN_OP_CREATEACLS));
  char text[512];
  rd_kafka_AdminOptions_set_request_timeout(limits.get(), static_cast<int>(within.count()), text, sizeof text);
  rd_kafka_CreateAcls(client->get(), all.data(), all.size(), limits.get(), queue.get());
  // It answers by its own time limit; a little later at most.
  const Owned<rd_kafka_event_t, rd_kafka_event_destroy> event(
      rd_kafka_queue_poll(queue.get(), static_cast<int>(within.count()) + 1000));
  if (!event) return tl::unexpected(kafka::error_of(RD_KAFKA_RESP_ERR__TIMED_OUT));
  if (const auto trouble = rd_kafka_event_error(event.get()); trouble != RD_KAFKA_RESP_ERR_NO_ERROR)
    return tl::unexpected(kafka::error_of(trouble));
  std::size_t count = 0;
  const auto* results = rd_kafka_CreateAcls_result_acls(rd_kafka_event_CreateAcls_result(event.get()), &count);
  for (std::size_t i = 0; i < count; ++i) {
    const rd_kafka_error_t* error = rd_kafka_acl_result_error(results[i]);
    if (error == nullptr) continue;
    const auto code = rd_kafka_error_code(error);
    if (code == RD_KAFKA_RESP_ERR_SECURITY_DISABLED)
      return refuse(Code::conflict, "GRANTS_REFUSED",
                    "Kafka has no authorizer, so whoever comes may do anything: give it one (authorizer.class.name).");
    return tl::unexpected(kafka::error_of(code));
  }
  return {};
}

}  // namespace opora
