// A group that is registered, and what is changed of one.
#include <memory>

#include "opora/tool/groups.h"
#include "opora/tool/options.h"
#include "opora/tool/register_group.h"

namespace opora::tool {
namespace {

constexpr int kPeopleMax = 1'000;  // what the contract allows of a group

void add_why(CLI::App& command, GroupOptions& of) {
  command.add_option("--reason", of.reason, "Why: " + reasons_of_changes())->required();
  command.add_option("--note", of.note, "More about it, without names");
}

void add_group(CLI::App& command, GroupOptions& of) {
  command.add_option("GROUP", of.group, "Its id, as opora list groups prints it")->required();
}

void add_keys(CLI::App& command, GroupOptions& of) {
  command.add_option("--list", of.list, "The list whose keys people are called by, instead of ids");
  command.add_option("--region", of.region, "Whose list it is: a coordinator names their region");
}

template <class Options>
struct ToldOfGroup {
  ConnectionOptions at;
  Options options;
};

void add_register(CLI::App& group, Work& work) {
  const auto told = std::make_shared<ToldOfGroup<RegisterOptions>>();
  RegisterOptions& options = told->options;
  CLI::App* command = group.add_subcommand(
      "register", "Register a group: it has its seats, or waits. The same again is the same group");
  command->add_option("SESSION", options.session, "The session's id")->required();
  command->add_option("ORGANISATION", options.organisation, "Who sends it: its id")->required();
  command->add_option("COUNT", options.head_count, "How many will come")->check(CLI::Range(1, kPeopleMax))->required();
  command->add_option("PERSON", options.people, "Those who are known by now: ids or keys, of its roster");
  command->add_option("--list", options.list, "The list whose keys people are called by, instead of ids");
  command->add_option("--region", options.region, "Whose list it is: a coordinator names their region");
  command->add_flag("--late", options.late, "Registration is over: an administrator or coordinator enters it");
  command->add_option("--number", options.number, "Which one it is, of several of as many people")
      ->check(CLI::Range(1, kPeopleMax))
      ->capture_default_str();
  add_connection(*command, told->at);
  command->callback([&work, told] { work = [told] { return register_group(told->at, told->options); }; });
}

void add_head_count(CLI::App& group, Work& work) {
  const auto told = std::make_shared<ToldOfGroup<HeadCountOptions>>();
  CLI::App* command = group.add_subcommand("head-count", "Change how many people a group has");
  add_group(*command, told->options.of);
  command->add_option("COUNT", told->options.head_count, "How many from now on, named ones included")
      ->check(CLI::Range(1, kPeopleMax))
      ->required();
  command->add_flag("--or-wait", told->options.or_wait,
                    "Let those wait for whom there are no seats; else nothing changes");
  command->add_flag("--yes", told->options.yes, "Go on without asking, where it can't be put back");
  add_why(*command, told->options.of);
  add_connection(*command, told->at);
  command->callback([&work, told] { work = [told] { return change_head_count(told->at, told->options); }; });
}

void add_substitute(CLI::App& group, Work& work) {
  const auto told = std::make_shared<ToldOfGroup<SubstituteOptions>>();
  SubstituteOptions& options = told->options;
  CLI::App* command = group.add_subcommand("substitute", "Let somebody come in another one's place");
  add_group(*command, options.of);
  command->add_option("PERSON", options.person, "Who doesn't come: an id or a key")->required();
  command->add_option("SUBSTITUTE", options.substitute, "Who does")->required();
  command->add_option("--name", options.name, "What they are called, unless they are on the organisation's roster");
  command->add_option("--occupation", options.occupation, "What they work as, if they are new: teacher");
  add_keys(*command, options.of);
  add_why(*command, options.of);
  add_connection(*command, told->at);
  command->callback([&work, told] { work = [told] { return substitute_member(told->at, told->options); }; });
}

void add_cancel_members(CLI::App& group, Work& work) {
  const auto told = std::make_shared<ToldOfGroup<CancelMembersOptions>>();
  CancelMembersOptions& options = told->options;
  CLI::App* command = group.add_subcommand("cancel-members", "Say that some people of a group don't come");
  add_group(*command, options.of);
  command->add_option("PERSON", options.people, "Who: ids or keys");
  command->add_option("--unnamed", options.unnamed_count, "How many of those who are not named")
      ->check(CLI::Range(0, kPeopleMax));
  add_keys(*command, options.of);
  add_why(*command, options.of);
  add_connection(*command, told->at);
  command->callback([&work, told] { work = [told] { return cancel_members(told->at, told->options); }; });
}

void add_cancel(CLI::App& group, Work& work) {
  const auto told = std::make_shared<ToldOfGroup<GroupOptions>>();
  CLI::App* command =
      group.add_subcommand("cancel", "Cancel a whole group, until its session is over and if nobody of it came");
  add_group(*command, told->options);
  add_why(*command, told->options);
  add_connection(*command, told->at);
  command->callback([&work, told] { work = [told] { return cancel_group(told->at, told->options); }; });
}

void add_pass_over(CLI::App& group, Work& work) {
  const auto told = std::make_shared<ToldOfGroup<PassOverOptions>>();
  CLI::App* command = group.add_subcommand(
      "pass-over", "Give a later group seats that the first of the waitlist is too large for; it reads why");
  command->add_option("SESSION", told->options.session, "The session's id")->required();
  add_group(*command, told->options.of);
  add_why(*command, told->options.of);
  add_connection(*command, told->at);
  command->callback([&work, told] { work = [told] { return pass_over_waitlist(told->at, told->options); }; });
}

}  // namespace

void add_commands_for_groups(CLI::App& app, Work& work) {
  CLI::App* group = app.add_subcommand("group", "Register a group, or change one, with the reason");
  group->require_subcommand(1);
  add_register(*group, work);
  add_head_count(*group, work);
  add_substitute(*group, work);
  add_cancel_members(*group, work);
  add_cancel(*group, work);
  add_pass_over(*group, work);
}

}  // namespace opora::tool
