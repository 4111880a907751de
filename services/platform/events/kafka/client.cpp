#include "platform/events/kafka/client.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <future>
#include <string_view>
#include <thread>
#include <utility>

#include "platform/log/log.h"

namespace opora::kafka {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

// What every client of ours has. Reconnecting and timing out are quick, since a broker that is back is used at once;
// small packets are not held back (Nagle), since an acknowledgement is waited for.
const Settings kCommon = {
    {"reconnect.backoff.ms", "50"},      {"reconnect.backoff.max.ms", "1000"},
    {"socket.timeout.ms", "10000"},      {"socket.nagle.disable", "true"},
    {"socket.keepalive.enable", "true"}, {"topic.metadata.refresh.interval.ms", "5000"},
    {"log.connection.close", "false"},
};

// A metadata call waits for a broker and hears of nothing else, so it is cut into pieces.
constexpr milliseconds kPiece{200};

milliseconds until(SteadyClock::time_point deadline) {
  return std::max(milliseconds(1), std::chrono::ceil<milliseconds>(deadline - SteadyClock::now()));
}

bool is_denial(rd_kafka_resp_err_t trouble) {
  switch (trouble) {
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR__SSL:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
    case RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM:
    case RD_KAFKA_RESP_ERR_ILLEGAL_SASL_STATE:
    case RD_KAFKA_RESP_ERR_SECURITY_DISABLED:
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
      return true;
    default:
      return false;
  }
}

bool is_missing_topic(rd_kafka_resp_err_t trouble) {
  return trouble == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART || trouble == RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC ||
         trouble == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION;
}

// librdkafka from 2.0 on counts a partition once too often when its broker comes back (confluentinc/librdkafka#4674):
// then a consumer's end waits for ever for a thread that waits for that count. Such a one is left to itself. It calls
// nothing of ours any more: it has no queue that anybody serves, and logs of producers alone concern their client.
//
// Where one hangs the others of the process do, since one broker came back for all; so the first is waited for longest.
constexpr milliseconds kConsumerEndsWithin{5000};
constexpr milliseconds kAnotherEndsWithin{200};

void end_consumer(rd_kafka_t* handle) {
  static std::atomic<bool> has_left_one{false};
  const auto end = [handle] { rd_kafka_destroy_flags(handle, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE); };
  if (end_apart(end, has_left_one ? kAnotherEndsWithin : kConsumerEndsWithin)) return;
  has_left_one = true;
  log::warning("kafka_client_left", {{"what", "a consumer whose threads do not end"}});
}

// Nothing of librdkafka's own words is shown: they may repeat a value, which may be a password.
tl::unexpected<Error> bad_setting(const std::string& name, rd_kafka_conf_res_t result) {
  return refuse(Code::invalid, "SETTING_INVALID",
                result == RD_KAFKA_CONF_UNKNOWN
                    ? "Kafka's settings: librdkafka has no setting " + name + ". Correct its name or remove it."
                    : "Kafka's settings: " + name + " can't have this value. Correct it.");
}

}  // namespace

// Called by destructors: where no thread can be had, nothing is ended.
bool end_apart(std::function<void()> end, milliseconds within) noexcept {
  try {
    std::packaged_task<void()> task(std::move(end));
    const std::future<void> ended = task.get_future();
    std::thread ending(std::move(task));
    const bool has_ended = ended.wait_for(within) == std::future_status::ready;
    if (has_ended)
      ending.join();
    else
      ending.detach();
    return has_ended;
  } catch (const std::exception&) {
    return false;
  }
}

Result<std::unique_ptr<Client>> Client::make(rd_kafka_type_t type, const KafkaOptions& options,
                                             const Settings& initial, const Settings& ours, Listener* listener) {
  TRY_DO(validate(options));
  Settings settings = ours;  // what comes first stays
  settings.insert({"bootstrap.servers", options.servers});
  settings.insert(options.settings.begin(), options.settings.end());
  settings.insert(initial.begin(), initial.end());
  settings.insert(kCommon.begin(), kCommon.end());
  std::unique_ptr<Client> client(new Client(listener));
  TRY_DO(client->start(type, options, settings));
  return client;
}

Result<void> Client::start(rd_kafka_type_t type, const KafkaOptions& options, const Settings& settings) {
  Owned<rd_kafka_conf_t, rd_kafka_conf_destroy> conf(rd_kafka_conf_new());
  char text[512];
  for (const auto& [name, value] : settings) {
    const auto result = rd_kafka_conf_set(conf.get(), name.c_str(), value.c_str(), text, sizeof text);
    if (result != RD_KAFKA_CONF_OK) return bad_setting(name, result);
  }
  rd_kafka_conf_set_opaque(conf.get(), this);
  rd_kafka_conf_set_log_cb(conf.get(), on_log);
  rd_kafka_conf_set_error_cb(conf.get(), on_error);
  if (type == RD_KAFKA_PRODUCER) {
    rd_kafka_conf_set_dr_msg_cb(conf.get(), [](rd_kafka_t*, const rd_kafka_message_t* message, void* self) {
      static_cast<Client*>(self)->listener_->on_delivery(*message);
    });
  } else {
    rd_kafka_conf_set_rebalance_cb(conf.get(), [](rd_kafka_t*, rd_kafka_resp_err_t what,
                                                  rd_kafka_topic_partition_list_t* partitions, void* self) {
      static_cast<Client*>(self)->listener_->on_rebalance(what, *partitions);
    });
  }
  handle_ = rd_kafka_new(type, conf.get(), text, sizeof text);
  if (handle_ == nullptr)
    return refuse(Code::invalid, "SETTING_INVALID",
                  "Kafka's settings don't go together, or name a file that can't be read. Check these: " +
                      [&] {
                        std::string names;
                        for (const auto& [name, value] : options.settings) names += (names.empty() ? "" : ", ") + name;
                        return names.empty() ? std::string("the servers") : names;
                      }() +
                      ".");
  conf.release();  // is the client's now
  queue_ = rd_kafka_queue_get_main(handle_);
  return {};
}

Client::~Client() {
  if (queue_ != nullptr) rd_kafka_queue_destroy(queue_);
  if (handle_ == nullptr) return;
  rd_kafka_purge(handle_, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING);
  if (rd_kafka_type(handle_) == RD_KAFKA_CONSUMER)
    end_consumer(handle_);
  else
    rd_kafka_destroy(handle_);
}

void Client::serve(milliseconds within) { rd_kafka_queue_poll_callback(queue_, static_cast<int>(within.count())); }

void Client::wake() { rd_kafka_queue_yield(queue_); }

// Called by any of librdkafka's threads. Its words may hold addresses, so only their kind is written.
void Client::on_log(const rd_kafka_t* handle, int level, const char* facility, const char* text) {
  auto* self = static_cast<Client*>(rd_kafka_opaque(handle));
  if (std::string_view(facility) == "IDEMPSTATE" && std::string_view(text).ends_with("-> Assigned")) {
    const std::lock_guard lock(self->mutex_);
    self->is_numbered_ = true;
    self->numbered_.notify_all();
  }
  if (level <= 4) log::debug("kafka_client", {{"kind", facility}, {"level", level}});
}

void Client::on_error(rd_kafka_t* handle, int error, const char*, void* opaque) {
  auto* self = static_cast<Client*>(opaque);
  auto trouble = static_cast<rd_kafka_resp_err_t>(error);
  if (trouble != RD_KAFKA_RESP_ERR__FATAL) return self->note(trouble);
  char text[512];
  trouble = rd_kafka_fatal_error(handle, text, sizeof text);
  self->note(trouble);
  if (self->listener_ != nullptr) self->listener_->on_fatal(error_of(trouble));
}

void Client::note(rd_kafka_resp_err_t trouble) {
  const auto before = trouble_.load();
  // A refusal is told once, and then that no broker is left; the first says more.
  if (is_denial(before) && !is_denial(trouble)) return;
  trouble_ = trouble;
  if (before == trouble) return;
  const Error error = error_of(trouble);
  log::warning("kafka_trouble",
               {{"code", rd_kafka_err2name(trouble)}, {"reason", error.reason}, {"message", error.message}});
}

std::optional<Error> Client::trouble() const {
  const auto trouble = trouble_.load();
  if (trouble == RD_KAFKA_RESP_ERR_NO_ERROR) return std::nullopt;
  return error_of(trouble);
}

Result<TopicShape> Client::shape_of(const std::string& topic, milliseconds within, bool serving) {
  const auto deadline = SteadyClock::now() + within;
  const Owned<rd_kafka_topic_t, rd_kafka_topic_destroy> wanted(rd_kafka_topic_new(handle_, topic.c_str(), nullptr));
  if (!wanted)
    return refuse(Code::invalid, "SETTING_INVALID", "Kafka can have no topic " + topic + ". Choose another name.");
  rd_kafka_resp_err_t last = RD_KAFKA_RESP_ERR__TIMED_OUT;
  while (SteadyClock::now() < deadline) {
    const rd_kafka_metadata_t* answered = nullptr;
    const auto piece = std::min(until(deadline), kPiece);
    last = rd_kafka_metadata(handle_, 0, wanted.get(), &answered, static_cast<int>(piece.count()));
    const Owned<const rd_kafka_metadata_t, rd_kafka_metadata_destroy> metadata(answered);
    if (last == RD_KAFKA_RESP_ERR_NO_ERROR && metadata->topic_cnt == 1) {
      last = metadata->topics[0].err;
      if (last == RD_KAFKA_RESP_ERR_NO_ERROR) return TopicShape{true, metadata->topics[0].partition_cnt};
    }
    // librdkafka may also know by itself what a broker has said before.
    if (is_missing_topic(last)) return TopicShape{};
    if (serving) serve(milliseconds(0));
    const auto told = trouble_.load();
    if (is_denial(told)) last = told;
    if (is_denial(last)) return tl::unexpected(error_of(last, topic));
  }
  return tl::unexpected(error_of(last, topic));
}

bool Client::wait_until_numbered(milliseconds within) {
  std::unique_lock lock(mutex_);
  return numbered_.wait_for(lock, within, [&] { return is_numbered_; });
}

Error error_of(rd_kafka_resp_err_t trouble, const std::string& topic) {
  if (is_missing_topic(trouble)) return topic_missing(topic);
  const std::string code = std::string(" (") + rd_kafka_err2name(trouble) + ")";
  const auto denied = [&](const char* what) { return Error{Code::denied, "KAFKA_DENIED", "Kafka " + (what + code)}; };
  switch (trouble) {
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
      return denied("does not know us by this user and password: check kafka.user and what kafka.password_file holds");
    case RD_KAFKA_RESP_ERR__SSL:
      return denied("and we can't speak TLS: check kafka.authority, and that its certificate names its address");
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
      return denied("lets this user not do that: grant it by `opora topics apply --accounts`");
    case RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM:
    case RD_KAFKA_RESP_ERR_ILLEGAL_SASL_STATE:
    case RD_KAFKA_RESP_ERR_SECURITY_DISABLED:
      return denied("has other security settings than we: check kafka.user, and sasl.* in kafka.settings");
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
      return {Code::unavailable, "RECORD_TOO_LARGE",
              "Kafka takes no record as large as one of ours" + code + ". Raise the topic's max.message.bytes."};
    default:
      return {Code::unavailable, "KAFKA_UNAVAILABLE",
              "Kafka does not answer" + code + ". Check that its servers run and that their addresses are right."};
  }
}

Error topic_missing(const std::string& topic) {
  const std::string named = topic.empty() ? "a topic of ours" : "the topic " + topic;
  return {Code::unavailable, "TOPIC_MISSING", "Kafka lacks " + named + ". Run `opora topics apply`."};
}

Error topic_partitioned(const std::string& topic, int partition_count) {
  return {Code::conflict, "TOPIC_PARTITIONED",
          "The topic " + topic + " has " + std::to_string(partition_count) +
              " partitions, which would lose the order of events. Delete it and run `opora topics apply`."};
}

}  // namespace opora::kafka
