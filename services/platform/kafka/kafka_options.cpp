#include "platform/kafka/kafka_options.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace opora {
namespace {

// What is ours to choose, by its names and by how names begin. Order, durability and who reads what rest on these.
constexpr std::array kOurs = {
    "acks", "allow.auto.create.topics", "auto.commit.", "auto.offset.reset", "bootstrap.servers", "debug",
    "delivery.timeout.ms", "enable.auto.", "enable.gapless.guarantee", "enable.idempotence", "enable.partition.eof",
    "group.id", "group.instance.id", "isolation.level", "max.in.flight", "message.send.max.retries",
    "message.timeout.ms", "metadata.broker.list", "offset.store.", "partitioner", "queuing.strategy",
    "request.required.acks", "retries", "transactional.id",
};

bool is_ours(std::string_view name) {
  return std::ranges::any_of(kOurs, [&](std::string_view each) {
    return each.back() == '.' || each == "max.in.flight" ? name.starts_with(each) : name == each;
  });
}

// A name as librdkafka has them. Anything else may be a part of a password that holds a space: it is not shown.
bool looks_like_a_name(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return std::islower(c) || c == '.' || std::isdigit(c); }) &&
         !text.empty();
}

tl::unexpected<Error> invalid(const std::string& what) {
  return refuse(Code::invalid, "SETTING_INVALID", "Kafka's settings: " + what);
}

Result<void> add(KafkaOptions& options, std::string_view word, int number) {
  const auto equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  if (equals == std::string_view::npos || !looks_like_a_name(name))
    return invalid("word " + std::to_string(number) +
                   " is not of the form name=value; a value can't hold a space or a new line.");
  if (!options.settings.emplace(name, word.substr(equals + 1)).second)
    return invalid(std::string(name) + " is set twice.");
  return {};
}

}  // namespace

Result<void> validate(const KafkaOptions& options) {
  if (options.servers.empty()) return invalid("name at least one server, as host:port.");
  for (const auto& [name, value] : options.settings) {
    if (is_ours(name))
      return invalid(name + " can't be set: that no event is lost or overtaken rests on it. Remove it.");
  }
  return {};
}

Result<KafkaOptions> parse_kafka_options(std::string servers, std::string_view settings) {
  KafkaOptions options{std::move(servers), {}};
  int number = 0;
  while (!settings.empty()) {
    const std::string_view word = settings.substr(0, settings.find_first_of(" \t\r\n"));
    settings.remove_prefix(std::min(settings.size(), word.size() + 1));
    if (!word.empty()) TRY_DO(add(options, word, ++number));
  }
  TRY_DO(validate(options));
  return options;
}

std::string topic_of(std::string_view service) { return "opora." + std::string(service) + ".v1"; }

}  // namespace opora
