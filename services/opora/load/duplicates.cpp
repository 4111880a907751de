#include "opora/load/duplicates.h"

#include <map>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "platform/text/typed_text.h"

namespace opora::load {
namespace {

template <class Row>
std::vector<round_folder::Part> parts_of(const Row& first, const Row& own) {
  return {{"line", std::to_string(first.line)}, {"other", first.key}, {"key", own.key}};
}

void note_organisations(const round_folder::RoundFolder& folder, std::vector<Note>& notes) {
  std::map<std::pair<std::string, std::string>, const round_folder::Organisation*> seen;  // by region and name
  for (const round_folder::Organisation& organisation : folder.organisations) {
    const round_folder::Organisation* other = nullptr;
    for (const auto& [language, name] : organisation.name.by_language) {
      const auto first = seen.emplace(std::pair(organisation.region, language + ":" + folded(name)), &organisation);
      if (!first.second && first.first->second != &organisation) other = first.first->second;
    }
    if (other == nullptr) continue;
    notes.push_back({"organisations.csv", organisation.line, "", "",
                     {round_folder::Said("like_organisation", parts_of(*other, organisation))}});
  }
}

void note_people(const round_folder::RoundFolder& folder, std::vector<Note>& notes) {
  std::map<std::tuple<std::string, std::string, int>, const round_folder::RosterRow*> seen;
  std::unordered_set<std::string_view> told;  // keys, each once, however many rows they have
  for (const round_folder::RosterRow& row : folder.people) {
    if (row.organisation.empty()) continue;
    const auto [first, is_first] =
        seen.emplace(std::tuple(row.organisation, folded_name(row.name), static_cast<int>(row.occupation)), &row);
    const round_folder::RosterRow& other = *first->second;
    if (is_first || other.key == row.key || !told.insert(row.key).second) continue;
    notes.push_back({"people.csv", row.line, "", "", {round_folder::Said("like_person", parts_of(other, row))}});
  }
}

}  // namespace

std::vector<Note> likely_duplicates(const round_folder::RoundFolder& folder) {
  std::vector<Note> notes;
  note_organisations(folder, notes);
  note_people(folder, notes);
  return notes;
}

}  // namespace opora::load
