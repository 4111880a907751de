#include "opora/load/refused_rows.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "opora/load/waves_of_folder.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/round_folder/check_parts.h"
#include "platform/ids/ids.h"
#include "platform/service/validation.h"

namespace opora::load {
namespace {

using round_folder::Said;

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
  struct Field {
    std::string_view name;
    std::string_view column;  // empty: as the field is called
    std::string_view reason, said;
  };
  static constexpr Field kFields[] = {
      {"from_date", "", "BAD_DATE", "date_of_1900"},
      {"until_date", "", "BAD_DATE", "date_of_1900"},
      {"local_start", "", "BAD_TIME", "time_of_1900"},
      {"local_registration_end", "", "BAD_TIME", "time_of_1900"},
      {"by_language", "", "BAD_TEXT", "text_in_16_languages"},
      {"members", "", "TOO_MANY_NAMES", "200_names"},
      {"name", "", "BAD_NAME", "bad_name"},
      {"room_id", "room", "BAD_CELL", "bad_cell"},
      {"project_ids", "projects", "BAD_CELL", "bad_cell"},
  };
  const auto* const found = std::ranges::find(kFields, path.name, &Field::name);
  const bool is_known = found != std::end(kFields);
  refused.column = is_known && !found->column.empty() ? found->column : path.name;
  if (path.name == "by_language") refused.column = path.list + "_…";
  refused.reason = is_known ? found->reason : "BAD_CELL";
  refused.said = {Said(std::string(is_known ? found->said : "bad_cell"), {{"description", description}})};
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
          check_form(command, rules.try_emplace(type, type).first->second);
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
    for (const auto& row : comparison.refused_rows)
      if (!rows_.contains(row)) ++refused_.total;  // one that nobody is told of any more
  }

  Told<Refused> told() && {
    std::stable_sort(refused_.kept.begin(), refused_.kept.end(), [](const Refused& a, const Refused& b) {
      return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
    return std::move(refused_);
  }

 private:
  // The contract names so many fields at a time: its answer is asked for again without the rows that it has named.
  void check_form(const Command& command, const RequestRules& rules) {
    const auto whole = command.request.made();
    auto checked = rules.check(*whole, network::v1::ROLE_ADMINISTRATOR);
    if (checked) return;
    const std::unique_ptr<google::protobuf::Message> rest(whole->New());
    rest->CopyFrom(*whole);
    Command part = command;
    do {
      refuse_form(part, checked.error());
      if (!leave_out(checked.error(), *rest, part.lines)) return;
      checked = rules.check(*rest, network::v1::ROLE_ADMINISTRATOR);
    } while (!checked);
  }

  // Takes the rows that an error names out of a request that has one for each item of a list. Returns whether it did.
  static bool leave_out(const Error& error, google::protobuf::Message& request, std::vector<std::int64_t>& lines) {
    std::set<int, std::greater<>> items;  // from the last one on
    std::string list;
    for (const FieldViolation& violation : error.fields) {
      const FieldPath path = path_of(violation.field);
      if (path.item < 0) continue;
      items.insert(path.item);
      list = path.list;
    }
    const auto* field = request.GetDescriptor()->FindFieldByName(list);
    if (lines.size() < 2 || field == nullptr || !field->is_repeated()) return false;
    const auto* reflection = request.GetReflection();
    if (reflection->FieldSize(request, field) != static_cast<int>(lines.size())) return false;
    for (const int item : items) {
      for (int i = item; i + 1 < reflection->FieldSize(request, field); ++i)
        reflection->SwapElements(&request, field, i, i + 1);
      reflection->RemoveLast(&request, field);
      lines.erase(lines.begin() + item);
    }
    return !lines.empty();
  }

  void add(Refused refused) {
    rows_.emplace(refused.file, refused.line);
    refused_.add(std::move(refused));
  }

  void refuse_form(const Command& command, const Error& error) {
    for (const FieldViolation& violation : error.fields) {
      const FieldPath path = path_of(violation.field);
      const auto item = static_cast<std::size_t>(std::max(path.item, 0));
      const bool is_row = path.item >= 0 && command.lines.size() > 1 && item < command.lines.size();
      Refused refused{command.file, command.lines[is_row ? item : 0], "", ""};
      put_in_words(path, violation.description, refused);
      const auto group = as<registration::v1::RegisterGroupRequest>(command);
      if (group && path.list == "members" && path.item >= 0) point_at_person(*group, path.item, refused);
      if (!rows_.contains({refused.file, refused.line})) add(std::move(refused));  // the first cell of each row
    }
  }

  // A group names somebody as the first row of theirs in people.csv does.
  void point_at_person(const registration::v1::RegisterGroupRequest& request, int member, Refused& refused) const {
    const std::string& id = request.members(member).person_id();
    if (keys_.empty())
      for (const auto& [key, person] : people_) keys_.emplace(person, key);
    refused.file = "people.csv";
    refused.line = index().people.at(keys_.at(id))->line;
  }

  // The comparison speaks of what the platform has; here that is an earlier row of the same folder.
  static void put_in_words_of_one_folder(Refused& refused) {
    if (refused.file != "people.csv" || refused.reason != "ID_TAKEN") return;
    refused.reason = "ALREADY_ON_ROSTER";
    refused.column = "from_date";
    refused.said = {Said("already_on_roster")};
  }

  const round_folder::RoundFolder& folder_;
  const PersonIds& people_;
  // Made when somebody asks, which is when something is wrong.
  const round_folder::Index& index() const {
    if (!index_) index_.emplace(folder_);
    return *index_;
  }
  mutable std::optional<round_folder::Index> index_;
  mutable std::unordered_map<std::string_view, std::string_view> keys_;  // of people, by their ids
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
  Told<Refused> told = std::move(rows).told();
  waves_of(folder, Instant{}, told);
  return told;
}

}  // namespace opora::load
