// A round folder as the commands that put it on a platform: the same that the web app would send, in an order in
// which each finds what it refers to. Pure: the same folder and ids always give the same plan, byte for byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "opora/load/people.h"
#include "opora/load/shared_ids.h"
#include "opora/round_folder/folder.h"
#include "platform/text/localized_text.h"

namespace opora::load {

// What a command asks for: made of its rows whenever somebody looks, and always the same. As requests a folder takes
// many times the memory that its rows do, so only those are there at a time that are looked at.
class Request {
 public:
  using Made = std::shared_ptr<const google::protobuf::Message>;

  Request(const google::protobuf::Descriptor* type, std::function<Made()> make) : type_(type), make_(std::move(make)) {}
  // One that is there.
  template <class Message>
  Request(std::shared_ptr<Message> made)  // NOLINT: a command is made of a message as of a recipe for one
      : type_(made->GetDescriptor()), make_([made = Made(std::move(made))] { return made; }) {}

  const google::protobuf::Descriptor* type() const { return type_; }
  Made made() const { return make_(); }

 private:
  const google::protobuf::Descriptor* type_;
  std::function<Made()> make_;
};

struct Command {
  Request request;   // with its request id
  std::string file;  // "places.csv"
  // Where its row stands; where it has many of them, members or scans, each of theirs.
  std::vector<std::int64_t> lines = {};
  std::size_t row_count = 1;

  // "places.csv, line 4"; "people.csv, line 2 and below".
  std::string from() const;
};

// The command's request, if it is of that type.
template <class Message>
std::shared_ptr<const Message> as(const Command& command) {
  if (command.request.type() != Message::descriptor()) return nullptr;
  return std::static_pointer_cast<const Message>(command.request.made());
}

// A stage as words call it.
round_folder::Said said_of_stage(const std::string& name);

// Commands that must be answered one after another: those of a session's groups, for their order is that of the
// waitlist.
using Chain = std::vector<Command>;

// Chains that may run at once, once every earlier stage is done.
struct Stage {
  std::string name;  // "groups"
  std::vector<Chain> chains;
  std::optional<round_folder::Said> also = {};  // what of it are no rows of these: "1 cancellation"
  std::size_t there_count = 0;  // rows for which nothing need be sent

  std::size_t command_count() const;
  std::size_t row_count() const;  // those that are there as well
};

struct PlannedRound {
  std::string id;
  std::string reference;  // "amur-2023": what `opora report` takes
  LocalizedText name;
};

struct Plan {
  std::vector<Stage> stages;
  std::vector<PlannedRound> rounds;
  std::shared_ptr<const void> made_by = {};  // what makes the requests, as long as a copy of the plan is there
};

// Of a folder without defects. `people` has the ids of all that keys_of() names, `shared` those of all places and
// organisations. Folder and people have to outlive the plan and its copies: its requests are made of them.
Plan plan(const round_folder::RoundFolder& folder, const PersonIds& people, const SharedIds& shared);

// For a platform that has none of the folder's places and organisations yet.
Plan plan(const round_folder::RoundFolder& folder, const PersonIds& people);

}  // namespace opora::load
