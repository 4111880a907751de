#include "opora/load/refused_rows.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/round_folder/check_parts.h"
#include "platform/ids/ids.h"
#include "platform/service/validation.h"

namespace opora::load {
namespace {

// Nobody has been asked whose keys these are: any ids will do, each key its own.
PersonIds placeholders(const Keys& keys) {
  PersonIds ids;
  const auto add = [&](const std::string& list, const std::string& key, std::string as_written) {
    ids.emplace(std::move(as_written), uuid_of_key(kTimeless, "nobody", "person", list + "/" + key));
  };
  for (const std::string& key : keys.keys) add(keys.list, key, key);
  for (const auto& [list, of_list] : keys.of_others)
    for (const std::string& key : of_list) add(list, key, list + "/" + key);
  return ids;
}

// "members[3].from_date" as the list's item and the last name; the item is -1 where there is none.
struct FieldPath {
  int item = -1;
  std::string list;
  std::string name;
};

FieldPath path_of(const std::string& field) {
  FieldPath path;
  const auto bracket = field.find('[');
  if (bracket != std::string::npos) {
    path.list = field.substr(0, bracket);
    std::from_chars(field.data() + bracket + 1, field.data() + field.size(), path.item);
  }
  const auto dot = field.rfind('.');
  path.name = dot == std::string::npos ? field : field.substr(dot + 1);
  if (path.name == "by_language") path.list = field.substr(0, dot);
  return path;
}

// What the contract says of a field, as a file's column, and what to write there.
void put_in_words(const FieldPath& path, const std::string& description, Refused& refused) {
  refused.column = path.name;
  if (path.name == "from_date" || path.name == "until_date") {
    refused.reason = "BAD_DATE";
    refused.message = "Write a day of the year 1900 or later, such as 2023-10-18.";
  } else if (path.name == "local_start" || path.name == "local_registration_end") {
    refused.reason = "BAD_TIME";
    refused.message = "Write a time of the year 1900 or later, such as 2023-10-18T09:30.";
  } else if (path.name == "scanned_at_us") {
    refused.column = "scanned_at";
    refused.reason = "BAD_TIME";
    refused.message = "Write a time of the year 1970 or later, such as 2023-10-18T09:30.";
  } else if (path.name == "by_language") {
    refused.column = path.list + "_…";
    refused.reason = "BAD_TEXT";
    refused.message = "Write it in at most 16 languages, and in each one with letters: leave the other cells empty.";
  } else if (path.name == "members") {
    refused.reason = "TOO_MANY_NAMES";
    refused.message = "A group names at most 200 people: split it.";
  } else if (path.name == "name") {
    refused.reason = "BAD_NAME";
    refused.message = "A name has at least one letter, and no line breaks or other control characters.";
  } else {
    refused.reason = "BAD_CELL";
    refused.message = "What is written here " + description + ".";
  }
}

class Rows {
 public:
  Rows(const round_folder::RoundFolder& folder, const PersonIds& people)
      : folder_(folder), people_(people) {}

  // What the contract itself refuses.
  void check_form(const Plan& plan) {
    std::map<const google::protobuf::Descriptor*, RequestRules> rules;
    for (const Stage& stage : plan.stages)
      for (const Chain& chain : stage.chains)
        for (const Command& command : chain) {
          const auto* type = command.request.type();
          const auto checked = rules.try_emplace(type, type).first->second.check(*command.request.made(),
                                                                                 network::v1::ROLE_ADMINISTRATOR);
          if (!checked) refuse_form(command, checked.error());
        }
  }

  // What a service would decide against. Of a row whose form is wrong nothing more is said.
  void check_meaning(const Plan& plan) {
    const Comparison comparison = compare(folder_, people_, plan, Standing{});
    for (Refused refused : comparison.refused.kept) {
      if (rows_.contains({refused.file, refused.line})) continue;
      put_in_words_of_one_folder(refused);
      add(std::move(refused));
    }
    const std::size_t untold = comparison.refused.total - comparison.refused.kept.size();
    refused_.total += untold;
  }

  Told<Refused> told() && {
    std::stable_sort(refused_.kept.begin(), refused_.kept.end(), [](const Refused& a, const Refused& b) {
      return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
    return std::move(refused_);
  }

 private:
  void add(Refused refused) {
    rows_.emplace(refused.file, refused.line);
    refused_.add(std::move(refused));
  }

  void refuse_form(const Command& command, const Error& error) {
    for (const FieldViolation& violation : error.fields) {
      const FieldPath path = path_of(violation.field);
      const auto item = static_cast<std::size_t>(std::max(path.item, 0));
      const bool is_row = path.item >= 0 && command.lines.size() > 1 && item < command.lines.size();
      Refused refused{command.file, command.lines[is_row ? item : 0], "", "", ""};
      put_in_words(path, violation.description, refused);
      const auto group = as<registration::v1::RegisterGroupRequest>(command);
      if (group && path.list == "members" && path.item >= 0) point_at_person(*group, path.item, refused);
      if (!rows_.contains({refused.file, refused.line})) add(std::move(refused));  // the first cell of each row
    }
  }

  // A group names somebody as the first row of theirs in people.csv does.
  void point_at_person(const registration::v1::RegisterGroupRequest& request, int member, Refused& refused) const {
    const std::string& id = request.members(member).person_id();
    for (const auto& [key, person] : people_) {
      if (person != id) continue;
      refused.file = "people.csv";
      refused.line = index().people.at(key)->line;
    }
  }

  // The comparison speaks of what the platform has; here that is an earlier row of the same folder.
  void put_in_words_of_one_folder(Refused& refused) const {
    if (refused.file == "people.csv" && refused.reason == "ID_TAKEN") {
      refused.reason = "ALREADY_ON_ROSTER";
      refused.column = "from_date";
      refused.message =
          "An earlier line names this person at this organisation at the same time: correct \"from_date\" or "
          "\"until_date\" of one of them, or remove one.";
    } else if (refused.reason == "CAPACITY_LARGER_THAN_ROOM") {
      refused.column = "capacity";
      for (const round_folder::Session& session : folder_.sessions)
        if (session.line == refused.line)
          refused.message = "The room holds " + std::to_string(index().places.at(session.room)->capacity) +
                            " people: lower \"capacity\" or take another room.";
    } else if (refused.reason == "PROJECT_NOT_IN_ROUND") {
      refused.column = "project";
      refused.message = "The session's project isn't one of its round's: add it in rounds.csv or correct \"project\".";
    } else if (refused.reason == "CLOSES_AFTER_START") {
      refused.column = "local_registration_end";
      refused.message = "Registration ends at the session's start at the latest: write an earlier time.";
    } else if (refused.reason == "MORE_NAMES_THAN_SEATS") {
      refused.message = "More people are named than \"head_count\" says: raise it or remove names.";
    } else if (refused.reason == "NAMED_TWICE") {
      refused.message = "A person stands twice in \"members\": remove one.";
    }
  }

  const round_folder::RoundFolder& folder_;
  const PersonIds& people_;
  // Made when somebody asks, which is when something is wrong.
  const round_folder::Index& index() const {
    if (!index_) index_.emplace(folder_);
    return *index_;
  }
  mutable std::optional<round_folder::Index> index_;
  Told<Refused> refused_;
  std::set<std::pair<std::string, std::int64_t>> rows_;
};

}  // namespace

Told<Refused> refused_rows(const round_folder::RoundFolder& folder) {
  const PersonIds people = placeholders(keys_of(folder));
  const Plan plan = load::plan(folder, people);
  Rows rows(folder, people);
  rows.check_form(plan);
  rows.check_meaning(plan);
  return std::move(rows).told();
}

}  // namespace opora::load
