#include "platform/events/kafka/kafka_options.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "platform/files/read_up_to.h"

namespace opora {
namespace {

constexpr std::size_t kPasswordFileBytesMax = 4096;

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

std::string with_service(std::string text, std::string_view service) {
  constexpr std::string_view kPlace = "{service}";
  for (auto at = text.find(kPlace); at != std::string::npos; at = text.find(kPlace, at + service.size()))
    text.replace(at, kPlace.size(), service);
  return text;
}

Result<std::string> first_line_of(const std::string& path) {
  const std::string text = read_up_to(path, kPasswordFileBytesMax).value_or("");
  std::string line = text.substr(0, text.find('\n'));
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (line.empty() || line.size() == kPasswordFileBytesMax)
    return refuse(Code::invalid, "SETTING_INVALID",
                  "kafka.password_file: " + path + " can't be read, or its first line is empty, or has 4 kB or more.");
  return line;
}

Result<void> set(KafkaOptions& options, const char* name, const std::string& value, const char* by) {
  if (!options.settings.emplace(name, value).second)
    return invalid(std::string(name) + " is set there and by " + by + ": leave one of them out.");
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

Result<KafkaOptions> for_service(const KafkaOptions& options, std::string_view service) {
  KafkaOptions made{options.servers, options.settings};
  const std::string user = with_service(options.login.user, service);
  const std::string password_file = with_service(options.login.password_file, service);
  if (user.empty() != password_file.empty())
    return refuse(Code::invalid, "SETTING_INVALID",
                  "kafka.user and kafka.password_file belong together: set both, or neither.");
  if (!options.login.authority.empty()) {
    TRY_DO(set(made, "ssl.ca.location", options.login.authority, "kafka.authority"));
    made.settings.emplace("security.protocol", "ssl");
  }
  if (user.empty()) return made;
  TRY(password, first_line_of(password_file));
  TRY_DO(set(made, "sasl.username", user, "kafka.user"));
  TRY_DO(set(made, "sasl.password", password, "kafka.password_file"));
  // Debian 12's librdkafka has SCRAM's nonce twice in its answer, which brokers of today refuse (docs/adr/0013).
  made.settings.emplace("sasl.mechanism", "PLAIN");
  if (options.settings.contains("security.protocol"))
    return invalid("security.protocol can't be set beside kafka.user, who comes by TLS: remove one of them.");
  made.settings["security.protocol"] = "sasl_ssl";
  return made;
}

std::string group_of(std::string_view service) { return "opora." + std::string(service); }

std::string topic_of(std::string_view service) { return "opora." + std::string(service) + ".v1"; }

}  // namespace opora
