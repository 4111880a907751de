// A round folder as the commands that put it on a platform: the same that the web app would send, in an order in
// which each finds what it refers to. Pure: the same folder and ids always give the same plan, byte for byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <google/protobuf/message.h>

#include "opora/load/people.h"
#include "opora/load/shared_ids.h"
#include "opora/round_folder/folder.h"
#include "platform/text/localized_text.h"

namespace opora::load {

struct Command {
  std::shared_ptr<const google::protobuf::Message> request;  // with its request id
  std::string file;                                          // "places.csv"
  // Where its row stands; where it has many of them, members or scans, each of theirs.
  std::vector<std::int64_t> lines = {};
  std::size_t row_count = 1;

  // "places.csv, line 4"; "people.csv, line 2 and below".
  std::string from() const;
};

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
};

// Of a folder without defects. `people` has the ids of all that keys_of() names, `shared` those of all places and
// organisations.
Plan plan(const round_folder::RoundFolder& folder, const PersonIds& people, const SharedIds& shared);

// For a platform that has none of the folder's places and organisations yet.
Plan plan(const round_folder::RoundFolder& folder, const PersonIds& people);

}  // namespace opora::load
