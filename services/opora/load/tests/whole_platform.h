// Scheduling, registration and reporting in this process, each of which hears at once what the others tell: folders are
// loaded, commands are called, figures are asked for.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <google/protobuf/message.h>

#include "opora/load/compare.h"
#include "opora/load/people.h"
#include "opora/round_folder/tests/small_folder.h"
#include "platform/testing/harness.h"

namespace opora::load {

class WholePlatform {
 public:
  // Told of each command that was accepted, when it was.
  using Hearer = std::function<void(const google::protobuf::Message& command, Instant now)>;

  explicit WholePlatform(Instant now, Hearer hearer = {});

  // Whether the folder went in. Nothing of it did where it was refused; refusal() says why.
  bool load(const round_folder::Files& files);
  // Whether the command was accepted; else refusal() says why not.
  bool call(const google::protobuf::Message& command);
  const std::string& refusal() const { return refusal_; }

  template <class Answer, class Asked>
  Answer ask(const Asked& query) {
    Answer answer;
    (void)answered(query, answer);
    return answer;
  }

  // Ids of whom and what folders call by a key.
  const std::string& person(const std::string& key) const { return people_.at(key); }
  std::string key_of_person(const std::string& id) const;
  std::string group(const std::string& key) const;  // of one that nobody has entered: what it would be

  std::string fresh_id() { return testing::test_id(++id_count_); }
  Instant now() { return registration_.clock().now(); }
  std::size_t event_count();
  // What may not be, so far: queries that were refused, loads that stopped halfway, invariants that don't hold.
  std::vector<std::string> troubles();

 private:
  testing::Harness& service_of(const google::protobuf::Message& request);
  Result<void> answered(const google::protobuf::Message& query, google::protobuf::Message& answer);
  Result<Comparison> compared(const round_folder::Files& files);
  Result<Comparison> compared_with(const round_folder::RoundFolder& folder);
  PersonIds resolve(const Keys& keys);
  void note_groups(const google::protobuf::Message& command);
  void pass_a_second();
  void tell_others();

  testing::Harness scheduling_, registration_, reporting_;
  Hearer hearer_;
  std::string refusal_;
  PersonIds people_;                           // by their keys
  std::map<std::string, std::string> groups_;  // by what their keys make of their ids
  std::vector<std::string> troubles_;
  std::size_t scheduling_told_ = 0, registration_told_ = 0;
  int id_count_ = 0;
};

}  // namespace opora::load
