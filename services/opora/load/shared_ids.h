// The ids of a folder's places and organisations, which are the network's: folders of several programmes that state one
// list have them in common. Pure: the same folder and the same platform always give the same ids.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "opora/load/known.h"
#include "opora/load/people.h"
#include "opora/round_folder/folder.h"

namespace opora::load {

// Something that whoever loads should know before it goes in, about a row of the folder. Of it there is no reason.
using Note = round_folder::Defect;

struct SharedIds {
  std::unordered_map<std::string, std::string> places;  // by key, as the folder writes it
  std::unordered_map<std::string, std::string> organisations;
  std::vector<Note> notes;  // by file, then by line
};

// A place's id is, of these, the first that the platform has:
//  - the one that derives from its list and key;
//  - the one that older builds derived from the programme and its key;
//  - that of the place of the same name in the same place (of a country: of the same code), which nothing else in the
//    folder is. A note says so.
// Where it has none, the first is new. An organisation's likewise, but for the last: two of one name may be two, so a
// note says where a new one is like one that is there, and how to say that it is the same.
//
// A room that is on the platform twice, since two programmes brought it in before lists had places, is noted each time.
SharedIds shared_ids(const round_folder::RoundFolder& folder, const Known& known);

// Who is new on a roster and called like somebody on it whom the folder has no key for: by the rows of people.csv.
// `members` are those of the folder's organisations.
std::vector<Note> likely_same_people(const round_folder::RoundFolder& folder, const PersonIds& people,
                                     const SharedIds& shared, const std::vector<KnownMember>& members);

}  // namespace opora::load
