// Who stands in a round folder: keys, until registration has said whose ids they are.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "opora/round_folder/folder.h"

namespace opora::load {

// Keys of a list, each once: of those alone who are on a roster, in a group, or came.
struct Keys {
  std::string list;
  std::string earlier_list;  // what older builds took for it, and folders that didn't name one: the programme's key
  std::vector<std::string> keys;
  std::map<std::string, std::vector<std::string>> of_others;  // written LIST/KEY, by list

  bool empty() const { return keys.empty() && of_others.empty(); }
};
Keys keys_of(const round_folder::RoundFolder& folder);

// Who works as one thing on one roster and as another on another, by their keys: views of the folder's.
std::unordered_set<std::string_view> with_several_jobs(const round_folder::RoundFolder& folder);

// The id of each key, as the folder writes it.
using PersonIds = std::unordered_map<std::string, std::string>;

}  // namespace opora::load
