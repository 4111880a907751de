#include "registration/domain/person.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "platform/text/typed_text.h"

namespace opora::registration {
namespace {

// Which of those listed a message is about: by number, never by name.
std::string ordinal(std::size_t index) { return "Person " + std::to_string(index + 1) + " of the list"; }

Result<void> check_newcomer(const Mention& mention, std::size_t index) {
  if (mention.name.empty()) return unknown_person(index);
  if (mention.occupation == Occupation::unspecified)
    return refuse(Code::invalid, "OCCUPATION_MISSING", ordinal(index) + " is new: say what they work as.");
  return {};
}

}  // namespace

tl::unexpected<Error> unknown_person(std::size_t index) {
  return refuse(Code::not_found, "UNKNOWN_PERSON",
                ordinal(index) + " is not known to the organisation: give a name and an occupation as well.");
}

std::vector<PersonId> people_of(std::span<const Mention> mentions) {
  std::vector<PersonId> people;
  people.reserve(mentions.size());
  for (const Mention& mention : mentions) people.push_back(mention.person);
  return people;
}

std::vector<PersonId> nameless(std::span<const Mention> mentions) {
  std::vector<PersonId> people;
  for (const Mention& mention : mentions)
    if (mention.name.empty()) people.push_back(mention.person);
  return people;
}

std::vector<PersonId> known_by_name(std::span<const Mention> mentions, std::span<const Person> known) {
  std::vector<PersonId> people;
  for (const Mention& mention : mentions)
    if (!mention.name.empty() && std::ranges::find(known, mention.person, &Person::id) != known.end())
      people.push_back(mention.person);
  return people;
}

Result<std::vector<Person>> newcomers(std::span<const Mention> mentions, std::span<const Person> known) {
  std::map<std::string_view, std::string_view> names;
  for (const Person& person : known) names.emplace(person.id.value, person.name);

  std::vector<Person> added;
  for (std::size_t index = 0; index < mentions.size(); ++index) {
    const Mention& mention = mentions[index];
    const auto name = names.find(mention.person.value);
    if (name == names.end()) {
      TRY_DO(check_newcomer(mention, index));
      names.emplace(mention.person.value, mention.name);
      added.push_back({mention.person, mention.name, mention.occupation});
    } else if (!mention.name.empty() && name->second.empty()) {  // whoever is known had one
      return refuse(Code::conflict, "PERSON_EXPIRED",
                    "The name of person " + std::to_string(index + 1) +
                        " of the list was deleted, 24 months after they last took part. Leave the name out, or make a "
                        "new id for them.");
    } else if (!mention.name.empty() && !same_folded(mention.name, name->second)) {
      return refuse(Code::conflict, "PERSON_NAMED_DIFFERENTLY",
                    ordinal(index) + " is known under another name. Leave the name out, or make a new id "
                                       "for a new person.");
    }
  }
  return added;
}

}  // namespace opora::registration
