// Reads what topics there have to be; every mistake is named with its place.
#include <set>

#include <nlohmann/json.hpp>

#include "platform/events/kafka/topics.h"
#include "platform/files/read_up_to.h"

namespace opora {
namespace {

using nlohmann::json;

constexpr std::size_t kFileBytesMax = 1 << 20;

// A file as it is read: where it stands, for the sentence that refuses it.
class Reading {
 public:
  explicit Reading(const std::string& path) : path_(path) {}

  Result<std::vector<TopicDescription>> topics(const json& file) const;

 private:
  tl::unexpected<Error> invalid(const std::string& place, const std::string& what) const {
    return refuse(Code::invalid, "TOPICS_FILE_INVALID", path_ + ": " + place + " " + what);
  }
  Result<void> knows(const std::string& place, const json& object, const std::set<std::string>& names) const;
  Result<TopicDescription> topic(const std::string& place, const json& object) const;
  Result<void> config(const std::string& place, const json& object, TopicDescription& topic) const;

  const std::string& path_;
};

Result<void> Reading::knows(const std::string& place, const json& object, const std::set<std::string>& names) const {
  if (!object.is_object()) return invalid(place, "has to be an object.");
  for (const auto& each : object.items()) {
    if (each.key() == "partitions" && !names.contains(each.key()))
      return invalid(place + ".partitions", "can't be chosen: a topic has one partition, which keeps the order.");
    if (!names.contains(each.key())) return invalid(place + "." + each.key(), "is not known here.");
  }
  return {};
}

Result<void> Reading::config(const std::string& place, const json& object, TopicDescription& topic) const {
  if (!object.is_object()) return invalid(place, "has to be an object.");
  for (const auto& each : object.items()) {
    if (!each.value().is_string()) return invalid(place + "." + each.key(), "has to be a text, also when it counts.");
    topic.config[each.key()] = each.value().get<std::string>();
  }
  return {};
}

Result<TopicDescription> Reading::topic(const std::string& place, const json& object) const {
  TRY_DO(knows(place, object, {"name", "replication_factor", "config"}));
  TopicDescription topic;
  if (!object.contains("name") || !object["name"].is_string() || object["name"].get<std::string>().empty())
    return invalid(place + ".name", "has to be the topic's name.");
  topic.name = object["name"].get<std::string>();
  if (object.contains("replication_factor")) {
    const json& factor = object["replication_factor"];
    if (!factor.is_number_integer() || factor.get<std::int64_t>() < 1 || factor.get<std::int64_t>() > 100)
      return invalid(place + ".replication_factor", "has to be a whole number from 1 to 100.");
    topic.replication_factor = factor.get<int>();
  }
  if (object.contains("config")) TRY_DO(config(place + ".config", object["config"], topic));
  return topic;
}

Result<std::vector<TopicDescription>> Reading::topics(const json& file) const {
  TRY_DO(knows("the file", file, {"topics"}));
  if (!file.contains("topics") || !file["topics"].is_array()) return invalid("topics", "has to be a list.");
  std::vector<TopicDescription> topics;
  std::set<std::string> names;
  for (std::size_t i = 0; i < file["topics"].size(); i++) {
    const std::string place = "topics[" + std::to_string(i) + "]";
    TRY(described, topic(place, file["topics"][i]));
    if (!names.insert(described.name).second) return invalid(place + ".name", "is there twice.");
    topics.push_back(std::move(described));
  }
  return topics;
}

}  // namespace

Result<std::vector<TopicDescription>> read_topics(const std::string& path) {
  const auto text = read_up_to(path, kFileBytesMax);
  if (!text) return refuse(Code::not_found, "TOPICS_FILE_UNREADABLE", path + " can't be read. Name a file of topics.");
  const json file = json::parse(*text, nullptr, false);
  if (file.is_discarded())
    return refuse(Code::invalid, "TOPICS_FILE_INVALID",
                  path + " is not JSON, or longer than 1 MiB. Correct it, or take the project's own.");
  return Reading(path).topics(file);
}

}  // namespace opora
