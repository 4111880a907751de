// Which ids were said to be one, and which to be two again: read in order, with the rulebook at hand.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace opora::simulation {

class MergesTold {
 public:
  // Whether it could be so: whoever is kept was merged into nobody, and nobody into whoever goes, who was merged into
  // nobody either; and what is told of one id is numbered upwards.
  bool merge(const std::string& kept, const std::string& merged, int change);
  // Whether they were merged so.
  bool part(const std::string& kept, const std::string& merged, int change);
  // That they are two, whether they were merged or not.
  void tell_apart(const std::string& one, const std::string& other) { apart_.insert(in_order(one, other)); }

  // The id that stands for whoever has this one, and all that are theirs now.
  std::string kept_of(const std::string& id) const;
  std::vector<std::string> ids_of(const std::string& id) const;
  // Whether they are said to be two, or any two for which these stand.
  bool are_apart(const std::string& one, const std::string& other) const;

  // All that were ever one with it by what was told in between, in steps too; itself among them.
  std::set<std::string> ever_one_with(const std::string& id) const;
  bool had_others(const std::string& id) const { return ever_.contains(id); }
  // What was ever told: who was merged into whom, and of which pairs, in order, it was said that they are two.
  const std::set<std::pair<std::string, std::string>>& merged() const { return merged_; }
  const std::set<std::pair<std::string, std::string>>& parted() const { return parted_; }
  const std::set<std::pair<std::string, std::string>>& apart() const { return apart_; }

  static std::pair<std::string, std::string> in_order(const std::string& one, const std::string& other) {
    return one < other ? std::pair(one, other) : std::pair(other, one);
  }

 private:
  bool is_next(const std::string& merged, int change);

  std::map<std::string, std::string> kept_;         // by the id that was merged away
  std::map<std::string, int> changes_;              // by the same
  std::map<std::string, std::set<std::string>> ever_;  // with whom each was ever merged
  std::set<std::pair<std::string, std::string>> merged_, parted_, apart_;
};

}  // namespace opora::simulation
