// Commands that say whether two rows are one person, or one organisation, or two.
#include <algorithm>
#include <memory>
#include <string>

#include "opora/tool/lists.h"
#include "opora/tool/merging.h"
#include "opora/tool/options.h"

namespace opora::tool {
namespace {

struct ToldOfMerge {
  ConnectionOptions at;
  MergeOptions merge;
};
using Act = Result<void> (*)(const ConnectionOptions&, const MergeOptions&);

void call(CLI::App& command, Work& work, const std::shared_ptr<ToldOfMerge>& told, Act act) {
  command.add_option("--reason", told->merge.reason, "Why, for whoever asks later")->required();
  add_connection(command, told->at);
  command.callback([&work, told, act] { work = [told, act] { return act(told->at, told->merge); }; });
}

void add_two_people(CLI::App& command, MergeOptions& merge, const char* one, const char* other) {
  command.add_option(one, merge.person, "An id (opora list people), or a key in --list")->required();
  command.add_option(other, merge.other, "Likewise")->required();
  command.add_option("--organisation", merge.organisation, "Whose the first is, by its id")->required();
  command.add_option("--other-organisation", merge.other_organisation, "Whose the second is; else the same one's");
  command.add_option("--list", merge.list, "The list whose keys stand there instead of ids");
  command.add_option("--region", merge.region, "Whose list it is: a coordinator names their region");
}

// What `opora list` prints as well, as a table.
void add_duplicates(CLI::App& above, Work& work, const char* list, const char* description) {
  const auto& kinds = kinds_of_list();
  const auto kind = std::ranges::find(kinds, std::string(list), &KindOfList::name);
  struct Told {
    ConnectionOptions at;
    ListOptions list;
  };
  const auto told = std::make_shared<Told>();
  CLI::App* command = above.add_subcommand("duplicates", description);
  command->add_option("--region", told->list.region, "Of this region, by its id: a coordinator names theirs");
  add_connection(*command, told->at);
  command->callback([&work, told, kind] {
    work = [told, kind] { return print_list(told->at, *kind, told->list, Form::table, ""); };
  });
}

}  // namespace

void add_merging_of_people(CLI::App& people, Work& work) {
  const auto merged = std::make_shared<ToldOfMerge>();
  CLI::App* merge = people.add_subcommand("merge", "Say that two are one person, who was entered twice");
  add_two_people(*merge, merged->merge, "KEPT", "MERGED");
  call(*merge, work, merged, merge_people);
  const auto parted = std::make_shared<ToldOfMerge>();
  CLI::App* part = people.add_subcommand("unmerge", "Say that two are two people; merged ones are taken apart");
  add_two_people(*part, parted->merge, "PERSON", "OTHER");
  call(*part, work, parted, tell_people_apart);
  add_duplicates(people, work, "duplicates", "List who may be one person, until somebody says whether they are");
}

void add_commands_for_organisations(CLI::App& app, Work& work) {
  CLI::App* organisations = app.add_subcommand("organisation", "Say whether two organisations are one");
  organisations->alias("organisations");
  organisations->require_subcommand(1);
  const auto add = [&](const char* name, const char* description, const char* one, const char* other, Act act) {
    const auto told = std::make_shared<ToldOfMerge>();
    CLI::App* command = organisations->add_subcommand(name, description);
    command->add_option(one, told->merge.organisation, "Its id")->required();
    command->add_option(other, told->merge.other_organisation, "Its id")->required();
    call(*command, work, told, act);
  };
  add("merge", "Say that two are one, which was entered twice", "KEPT", "MERGED", merge_organisations);
  add("unmerge", "Say that two are two; merged ones are taken apart", "ORGANISATION", "OTHER",
      tell_organisations_apart);
  add_duplicates(*organisations, work, "duplicate-organisations",
                 "List which may be one, until somebody says whether they are");
}

}  // namespace opora::tool
