// `opora events round ROUND`: the events that a round's figures follow from, for whoever wants to derive them again.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <google/protobuf/message.h>

#include "opora/tool/connection.h"
#include "opora/tool/events.h"
#include "platform/result/result.h"

namespace opora::tool {

// Which events belong to a round: what happened in it, and what is told of the places, organisations and programmes
// that it mentions, though that was told for others as well. Shown all events once, scheduling's before registration's
// and each log's in its order, it knows of each whether it is one.
class RoundEvents {
 public:
  explicit RoundEvents(std::string round_id) : round_(std::move(round_id)) {}

  void learn(const google::protobuf::Message& body);
  bool has(const google::protobuf::Message& body) const;

 private:
  using Ids = std::map<std::string, std::vector<std::string>>;  // by the fields that hold them
  bool happened_in_it(const Ids& ids) const;
  void mention(const Ids& ids);

  std::string round_;
  std::set<std::string> sessions_, groups_, mentioned_;
  std::map<std::string, std::vector<Ids>> added_;  // what was added so far, by the id that it is told of
};

// An event as one JSON object: its log, position, time and type, and what it says.
std::string to_json_line(const std::string& log, const platform::v1::LogEvent& event);

// Prints them, one a line, scheduling's before registration's and each log's in its order; or writes them to a file.
Result<void> print_round_events(const ConnectionOptions& connection, const std::string& round, const std::string& out);

}  // namespace opora::tool
