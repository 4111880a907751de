// Edits of a folder, drawn by a seed: what the folder says after each, and the command by which somebody says the same
// without a folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <google/protobuf/message.h>

#include "opora/load/tests/edited_folder.h"
#include "opora/load/tests/whole_platform.h"

namespace opora::load {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return random_() % count; }
  int from_to(int least, int most) {
    return least + static_cast<int>(below(static_cast<std::size_t>(most - least + 1)));
  }
  bool once_in(std::size_t times) { return below(times) == 0; }
  template <class Thing>
  const Thing& pick(const std::vector<Thing>& from) {
    return from.at(below(from.size()));
  }
  // "hall 7": called so by nothing else.
  std::string another_name(const std::string& key) { return key + " " + std::to_string(++names_); }
  std::string another_key(const std::string& kind) { return kind + "-" + std::to_string(++names_); }

 private:
  std::mt19937_64 random_;
  int names_ = 0;
};

struct FolderEdit {
  std::string words;
  EditedFolder then;
  std::shared_ptr<const google::protobuf::Message> command = {};
  // No load does it: tables of a folder don't hold it, or what is gone from them stays until somebody withdraws it.
  bool is_only_called = false;
  bool is_withdrawal = false;
  // Said by that command, more people may wait as a group of their own, which the folder has under another key then.
  struct Part {
    std::string id;
    EditedFolder then;
  };
  std::optional<Part> part = {};
};

// What an edit is drawn from: the folder as it is, and the platform that has it.
struct EditSource {
  Dice& dice;
  WholePlatform& platform;
  const EditedFolder& folder;
};

FolderEdit edit_of_names(const EditSource& source);        // what people and things are called, where people work until
FolderEdit edit_of_sessions(const EditSource& source);     // when, where, for how many, under which title
FolderEdit edit_of_attendances(const EditSource& source);  // of sessions that were held
FolderEdit edit_of_groups(const EditSource& source);
FolderEdit some_edit(const EditSource& source);

// Said by somebody, or as if another load of the list had said it: what a hand has put right no list writes over.
std::string reason_for(Dice& dice);

template <class Request>
std::shared_ptr<Request> new_request(const EditSource& source) {
  auto request = std::make_shared<Request>();
  request->set_request_id(source.platform.fresh_id());
  return request;
}

}  // namespace opora::load
