#include "registration/domain/likely_duplicates.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>

#include "platform/text/typed_text.h"

namespace opora::registration {
namespace {

// Whose group each is in: one of its members stands for it.
class Groups {
 public:
  explicit Groups(std::size_t count) : head_(count) { std::iota(head_.begin(), head_.end(), std::size_t{0}); }
  std::size_t head_of(std::size_t one) const {
    while (head_[one] != one) one = head_[one];
    return one;
  }
  void join(std::size_t one, std::size_t other) {
    const std::size_t a = head_of(one), b = head_of(other);
    head_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> head_;
};

template <class Item, class Same>
bool any_two(const std::vector<Item>& items, const Same& same) {
  for (std::size_t one = 0; one < items.size(); ++one)
    for (std::size_t other = one + 1; other < items.size(); ++other)
      if (same(items[one], items[other])) return true;
  return false;
}

bool share_an_organisation(const LikelyPerson& one, const LikelyPerson& other) {
  return std::ranges::any_of(one.organisations,
                             [&](const OrganisationId& each) { return other.organisations.contains(each); });
}

}  // namespace

std::vector<std::vector<std::size_t>> alike(const std::vector<std::vector<std::string>>& names,
                                            const std::function<bool(std::size_t, std::size_t)>& are_two) {
  std::map<std::string, std::vector<std::size_t>> called;
  for (std::size_t index = 0; index < names.size(); ++index)
    for (const std::string& name : names[index])
      if (auto& those = called[name]; those.empty() || those.back() != index) those.push_back(index);
  Groups groups(names.size());
  for (const auto& [name, those] : called)
    for (std::size_t one = 0; one < those.size(); ++one)
      for (std::size_t other = one + 1; other < those.size(); ++other)
        if (!are_two(those[one], those[other])) groups.join(those[one], those[other]);
  std::map<std::size_t, std::vector<std::size_t>> by_head;
  for (std::size_t index = 0; index < names.size(); ++index) by_head[groups.head_of(index)].push_back(index);
  std::vector<std::vector<std::size_t>> all;
  for (auto& [head, members] : by_head)
    if (members.size() > 1) all.push_back(std::move(members));
  return all;
}

std::vector<LikelyDuplicate> likely_duplicates(const std::vector<LikelyPerson>& people, const PeopleApart& apart) {
  std::vector<std::vector<std::string>> names;
  names.reserve(people.size());
  for (const LikelyPerson& person : people)
    names.push_back({folded_name(person.name)});
  const auto are_two = [&](std::size_t one, std::size_t other) {
    return apart.contains(in_order(people[one].id, people[other].id));
  };
  std::vector<LikelyDuplicate> all;
  for (const std::vector<std::size_t>& members : alike(names, are_two)) {
    LikelyDuplicate duplicate{{}, {Likeness::same_name}};
    for (const std::size_t index : members) duplicate.people.push_back(people[index]);
    const auto work_alike = [](const LikelyPerson& one, const LikelyPerson& other) {
      return one.occupation == other.occupation;
    };
    if (any_two(duplicate.people, share_an_organisation)) duplicate.reasons.push_back(Likeness::same_organisation);
    if (any_two(duplicate.people, work_alike)) duplicate.reasons.push_back(Likeness::same_occupation);
    all.push_back(std::move(duplicate));
  }
  return all;
}

std::vector<LikelyDuplicateOrganisation> likely_duplicates(const std::vector<Organisation>& organisations,
                                                           const OrganisationsApart& apart) {
  std::vector<std::vector<std::string>> names;
  for (const Organisation& organisation : organisations) {
    std::vector<std::string>& theirs = names.emplace_back();
    for (const auto& [language, text] : organisation.name.by_language) theirs.push_back(folded(text));
  }
  const auto are_two = [&](std::size_t one, std::size_t other) {
    return apart.contains(in_order(organisations[one].id, organisations[other].id));
  };
  std::vector<LikelyDuplicateOrganisation> all;
  for (const std::vector<std::size_t>& members : alike(names, are_two)) {
    LikelyDuplicateOrganisation duplicate{{}, {Likeness::same_name}};
    for (const std::size_t index : members) duplicate.organisations.push_back(organisations[index]);
    const auto are_alike = [](const Organisation& one, const Organisation& other) { return one.kind == other.kind; };
    if (any_two(duplicate.organisations, are_alike)) duplicate.reasons.push_back(Likeness::same_kind);
    all.push_back(std::move(duplicate));
  }
  return all;
}

}  // namespace opora::registration
