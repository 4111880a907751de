#include "opora/tool/person.h"

#include <algorithm>
#include <map>

#include "opora/tool/days.h"
#include "opora/tool/lists.h"
#include "opora/tool/pages.h"
#include "opora/tool/say.h"
#include "platform/dates/dates.h"
#include "platform/ids/ids.h"
#include "platform/text/printable.h"

namespace opora::tool {
namespace {

namespace v1 = registration::v1;

constexpr std::string_view kOccupation = "OCCUPATION_";

std::string occupation_in_files(const std::string& name) {
  std::string word = name.substr(kOccupation.size());
  for (char& each : word) each = each == '_' ? '-' : static_cast<char>(each - 'A' + 'a');
  return word;
}

// All their times at the organisation.
Result<std::vector<v1::RosterMember>> times_of(Client& client, const PersonOptions& told, const std::string& person) {
  v1::GetRosterRequest request;
  request.set_organisation_id(told.organisation);
  std::vector<v1::RosterMember> theirs;
  TRY_DO(each_page<v1::GetRosterResponse>(client, std::move(request), [&](const auto& page) {
    for (const v1::RosterMember& member : page.members())
      if (member.person_id() == person) theirs.push_back(member);
  }));
  return theirs;
}

// What somebody else puts right in between is not written over.
template <class Request>
Request asked(const PersonOptions& told, const std::string& person, int seen_revision) {
  Request request;
  request.set_request_id(IdSource().next(SystemClock().now()));
  request.set_organisation_id(told.organisation);
  request.set_person_id(person);
  request.set_reason(told.reason);
  request.set_seen_revision(seen_revision);
  return request;
}

std::string identity_of(const v1::PersonCorrection& correction) {
  switch (correction.identity()) {
    case v1::IDENTITY_CHANGE_MERGED_AWAY: return "  goes on as " + correction.other_person_id();
    case v1::IDENTITY_CHANGE_MERGED_HERE: return "  is " + correction.other_person_id() + " as well";
    case v1::IDENTITY_CHANGE_TAKEN_APART: return "  is not " + correction.other_person_id() + " after all";
    default: return "";
  }
}

std::string later(const v1::EndMembershipResponse& ended) {
  if (ended.later_attendance_count() + ended.later_group_count() == 0) return "";
  return " After that day they came " + std::to_string(ended.later_attendance_count()) + " times with it and are in " +
         std::to_string(ended.later_group_count()) + " of its groups: that stays, and who came without one is a guest.";
}

}  // namespace

Result<std::string> person_meant(Client& client, const PersonOptions& told) {
  if (told.list.empty()) {
    if (uuid_of(told.person)) return told.person;
    return refuse(Code::invalid, "ID_MALFORMED",
                  "\"" + told.person + "\" is no id of a person, which has 36 characters: opora list people prints "
                  "it. If it is a key, name its list with --list.");
  }
  TRY(people, people_by_key(client, told.list, told.region));
  const auto found = people.find(told.person);
  if (found != people.end()) return found->second;
  return refuse(Code::not_found, "UNKNOWN_KEY", "The list calls nobody \"" + told.person + "\": opora list keys.");
}

Result<v1::RosterMember> membership_meant(const std::vector<v1::RosterMember>& theirs, const std::string& from_date) {
  std::vector<v1::RosterMember> meant;
  std::string days;
  for (const v1::RosterMember& each : theirs) {
    if (from_date.empty() || each.from_date() == from_date) meant.push_back(each);
    days += (days.empty() ? "" : ", ") + each.from_date();
  }
  if (meant.size() > 1)
    std::erase_if(meant, [](const v1::RosterMember& each) { return !each.until_date().empty(); });
  if (meant.size() == 1) return meant.front();
  if (theirs.empty())
    return refuse(Code::not_found, "UNKNOWN_MEMBERSHIP",
                  "The person is not on this organisation's roster: opora list people prints who is.");
  return refuse(Code::invalid, "MEMBERSHIP_NOT_NAMED", "Say with --from which time there is meant: " + days + ".");
}

Result<v1::Occupation> occupation_named(const std::string& name) {
  std::string all;
  for (int number = v1::Occupation_MIN + 1; number <= v1::Occupation_MAX; ++number) {
    const auto occupation = static_cast<v1::Occupation>(number);
    const std::string word = occupation_in_files(v1::Occupation_Name(occupation));
    if (word == name) return occupation;
    all += (all.empty() ? "" : ", ") + word;
  }
  return refuse(Code::invalid, "UNKNOWN_OCCUPATION", "\"" + name + "\" is none of: " + all + ".");
}

std::string to_line(const v1::PersonCorrection& correction) {
  const Instant at{correction.corrected_at().seconds() * 1'000'000};
  std::string line = to_rfc3339(at, Precision::seconds) + "  " + correction.person_id() + "  " +
                     std::to_string(correction.number()) + "  by " + printable(correction.corrected_by());
  if (!correction.list().empty()) line += ", list " + correction.list();
  if (!correction.former_name().empty()) line += "  was called \"" + printable(correction.former_name()) + "\"";
  if (correction.former_occupation() != v1::OCCUPATION_UNSPECIFIED)
    line += "  was " + occupation_in_files(v1::Occupation_Name(correction.former_occupation()));
  line += identity_of(correction);
  if (!correction.from_date().empty())
    line += "  from " + correction.from_date() + ", last day was " +
            (correction.former_until_date().empty() ? "open" : correction.former_until_date());
  return line + "  " + printable(correction.reason());
}

std::string to_line(const v1::OrganisationIdentity& said) {
  const Instant at{said.said_at().seconds() * 1'000'000};
  const bool is_apart = said.identity() == v1::IDENTITY_CHANGE_TAKEN_APART;
  const bool is_away = said.identity() == v1::IDENTITY_CHANGE_MERGED_AWAY;
  return to_rfc3339(at, Precision::seconds) + "  the organisation  by " + printable(said.said_by()) +
         (is_apart ? "  is not " : is_away ? "  goes on as " : "  is ") + said.other_organisation_id() +
         (is_apart ? " after all  " : is_away ? "  " : " as well  ") + printable(said.reason());
}

Result<void> correct_person(const ConnectionOptions& options, const PersonOptions& told) {
  v1::Occupation occupation = v1::OCCUPATION_UNSPECIFIED;
  if (!told.occupation.empty()) {
    TRY(named, occupation_named(told.occupation));
    occupation = named;
  }
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  TRY(person, person_meant(*client, told));
  TRY(times, times_of(*client, told, person));
  // Who is in a group alone has no revision to see.
  auto request = asked<v1::CorrectPersonRequest>(told, person, times.empty() ? 0 : times.front().revision());
  request.set_name(told.name);
  request.set_occupation(occupation);
  TRY_DO(client->call_until_settled<v1::CorrectPersonResponse>(request, kPatience));
  say("Put right. They stay the same person: their attendances and figures stay.");
  return {};
}

Result<void> say_last_day(const ConnectionOptions& options, const PersonOptions& told) {
  if (told.stays == !told.last_day.empty())
    return refuse(Code::invalid, "LAST_DAY_OR_STAYS",
                  "Say the last day with --last-day, or with --stays that there is none.");
  std::string last_day, from_date;
  if (!told.stays) {
    TRY(day, day_told(told.last_day, "--last-day"));
    last_day = std::move(day);
  }
  if (!told.from_date.empty()) {
    TRY(day, day_told(told.from_date, "--from"));
    from_date = std::move(day);
  }
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  TRY(person, person_meant(*client, told));
  TRY(times, times_of(*client, told, person));
  TRY(meant, membership_meant(times, from_date));
  auto request = asked<v1::EndMembershipRequest>(told, person, meant.revision());
  request.set_from_date(meant.from_date());
  request.set_until_date(last_day);
  TRY(ended, client->call_until_settled<v1::EndMembershipResponse>(request, kPatience));
  say(told.stays ? "They work there still, since " + meant.from_date() + "."
                 : "Their last day there is " + last_day + "." + later(ended));
  return {};
}

Result<void> list_corrections(const ConnectionOptions& options, const std::string& organisation) {
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  v1::ListCorrectionsRequest request;
  request.set_organisation_id(organisation);
  std::size_t count = 0;
  TRY_DO(each_page<v1::ListCorrectionsResponse>(*client, std::move(request), [&](const auto& page) {
    for (const v1::OrganisationIdentity& each : page.identities()) say_soon(to_line(each));
    for (const v1::PersonCorrection& each : page.corrections()) say_soon(to_line(each));
    count += static_cast<std::size_t>(page.corrections_size() + page.identities_size());
  }));
  say(std::to_string(count) + (count == 1 ? " correction" : " corrections"));
  return {};
}

}  // namespace opora::tool
