#include "registration/domain/roster.h"

#include <algorithm>
#include <tuple>

#include "platform/text/typed_text.h"

namespace opora::registration {
namespace {

// Whether somebody is or was on the organisation's roster.
bool is_theirs(const OrganisationId& organisation, const PersonId& person, std::span<const Career> careers) {
  const auto career = std::ranges::find(careers, person, &Career::person);
  return career != careers.end() &&
         std::ranges::find(career->memberships, organisation, &Membership::organisation) != career->memberships.end();
}

// Whoever said its last day.
bool is_same(const Membership& a, const Membership& b) {
  return a.organisation == b.organisation && a.from_date == b.from_date && a.until_date == b.until_date;
}

void change(Career& career, const RosterMemberChanged& changed) {
  for (Membership& membership : career.memberships)
    if (membership.organisation == changed.organisation && membership.from_date == changed.from_date) {
      membership.until_date = changed.until_date;
      membership.until_corrected_by = changed.by;
    }
}

bool begins_before(const Membership& a, const Membership& b) {
  return std::tie(a.from_date, a.organisation) < std::tie(b.from_date, b.organisation);
}

}  // namespace

bool overlap(const Membership& a, const Membership& b) {
  const bool a_ended_before = !a.until_date.empty() && a.until_date < b.from_date;
  const bool b_ended_before = !b.until_date.empty() && b.until_date < a.from_date;
  return a.organisation == b.organisation && !a_ended_before && !b_ended_before;
}

OrganisationId Career::organisation_on(const std::string& date) const {
  for (const Membership& membership : memberships)
    if (membership.covers(date)) return membership.organisation;
  return {};
}

Result<Events> decide_membership(const Career& career, const Membership& wanted) {
  if (!wanted.until_date.empty() && wanted.until_date < wanted.from_date)
    return refuse(Code::invalid, "DATES_REVERSED", "Somebody's last day lies before their first. Correct the dates.");
  for (const Membership& present : career.memberships) {
    if (is_same(present, wanted)) return Events{};
    if (overlap(present, wanted))
      return refuse(Code::conflict, "ID_TAKEN",
                    "Somebody listed is on this roster already, with other dates that overlap these. Leave them out.");
  }
  return Events{RosterMemberAdded{wanted.organisation, career.person, wanted.from_date, wanted.until_date}};
}

Career fold(Career career, const Events& events) {
  for (const Event& event : events) {
    const auto* changed = std::get_if<RosterMemberChanged>(&event);
    if (changed != nullptr && changed->person == career.person) change(career, *changed);
    const auto* added = std::get_if<RosterMemberAdded>(&event);
    if (added == nullptr || added->person != career.person) continue;
    Membership membership{added->organisation, added->from_date, added->until_date};
    const auto place = std::ranges::upper_bound(career.memberships, membership, begins_before);
    career.memberships.insert(place, std::move(membership));
  }
  return career;
}

Result<void> check_acquaintance(const OrganisationId& organisation, std::span<const Mention> mentions,
                                std::span<const Person> known, std::span<const Career> careers) {
  const auto is_known = [&](const PersonId& person) {
    return std::ranges::any_of(known, [&](const Person& each) { return each.id == person; });
  };
  for (std::size_t index = 0; index < mentions.size(); ++index) {
    const Mention& mention = mentions[index];
    if (mention.name.empty() && is_known(mention.person) && !is_theirs(organisation, mention.person, careers))
      return unknown_person(index);
  }
  return {};
}

Result<std::vector<Person>> introduce(const OrganisationId& organisation, std::span<const Mention> mentions,
                                      std::span<const Person> known, std::span<const Career> careers,
                                      std::span<const PersonId> present, Strangers& told) {
  for (const Mention& mention : mentions) {
    if (mention.name.empty() || std::ranges::find(present, mention.person) != present.end()) continue;
    const auto person = std::ranges::find(known, mention.person, &Person::id);
    if (person == known.end() || person->expired_at || is_theirs(organisation, mention.person, careers)) continue;
    ++(same_folded(person->name, mention.name) ? told.named_rightly : told.named_wrongly);
  }
  return newcomers(mentions, known);
}

}  // namespace opora::registration
