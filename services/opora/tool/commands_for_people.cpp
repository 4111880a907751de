// Commands that put right what was entered of people.
#include <memory>
#include <string>

#include "opora/tool/options.h"
#include "opora/tool/person.h"

namespace opora::tool {
namespace {

struct ToldOfPerson {
  ConnectionOptions at;
  PersonOptions person;
};

void add_whom(CLI::App& command, ToldOfPerson& told) {
  PersonOptions& person = told.person;
  command.add_option("PERSON", person.person, "Their id (opora list people), or their key in --list")->required();
  command.add_option("--organisation", person.organisation, "Whose they are, by its id")->required();
  command.add_option("--list", person.list, "The list whose key stands there instead of an id");
  command.add_option("--region", person.region, "Whose list it is: a coordinator names their region");
  command.add_option("--reason", person.reason, "Why, for whoever asks later")->required();
  add_connection(command, told.at);
}

void add_correct(CLI::App& people, Work& work) {
  const auto told = std::make_shared<ToldOfPerson>();
  CLI::App* correct =
      people.add_subcommand("correct", "Put right what they are called or work as; they stay the same person");
  correct->add_option("--name", told->person.name, "What they are called");
  correct->add_option("--occupation", told->person.occupation, "What they work as: social-worker");
  add_whom(*correct, *told);
  correct->callback([&work, told] { work = [told] { return correct_person(told->at, told->person); }; });
}

void add_leave(CLI::App& people, Work& work) {
  const auto told = std::make_shared<ToldOfPerson>();
  CLI::App* leave =
      people.add_subcommand("leave", "Say their last day at an organisation, another one, or that there is none");
  CLI::Option* last_day =
      leave->add_option("--last-day", told->person.last_day, "2026-11-29 or 29.11.2026; also long past, or to come");
  leave->add_flag("--stays", told->person.stays, "They haven't left")->excludes(last_day);
  leave->add_option("--from", told->person.from_date, "Since when, of somebody who came back");
  add_whom(*leave, *told);
  leave->callback([&work, told] { work = [told] { return say_last_day(told->at, told->person); }; });
}

void add_corrections(CLI::App& people, Work& work) {
  const auto told = std::make_shared<ToldOfPerson>();
  CLI::App* list = people.add_subcommand("corrections", "List what was put right: what was there, by whom, when, why");
  list->add_option("ORGANISATION", told->person.organisation, "Whose people, by its id")->required();
  add_connection(*list, told->at);
  list->callback([&work, told] { work = [told] { return list_corrections(told->at, told->person.organisation); }; });
}

}  // namespace

void add_commands_for_people(CLI::App& app, Work& work) {
  CLI::App* people = app.add_subcommand("person", "Put right what was entered of somebody");
  people->alias("people");
  people->require_subcommand(1);
  add_correct(*people, work);
  add_leave(*people, work);
  add_corrections(*people, work);
  add_merging_of_people(*people, work);
}

}  // namespace opora::tool
