#include "opora/tool/history_of_person.h"

#include <algorithm>
#include <set>
#include <vector>

#include "opora/tool/history_of_session.h"
#include "opora/tool/lists.h"
#include "opora/tool/pages.h"
#include "opora/tool/person.h"
#include "platform/dates/dates.h"
#include "platform/dates/time_zone.h"
#include "platform/proto/enum_code.h"
#include "reporting/report/names.h"

namespace opora::tool {
namespace {

namespace s = scheduling::v1;
namespace r = registration::v1;

// By UTC, to stand among times.
Instant start_of_day(const std::string& day) { return instant_of(day + "T00:00", "Etc/UTC").value_or(kBefore); }

std::string in_files(r::Occupation occupation) {
  std::string word = code_of(occupation);
  std::ranges::replace(word, '_', '-');
  return word;
}

// What was put right about whose ids are whose.
const char* identity_word(r::IdentityChange change) {
  switch (change) {
    case r::IDENTITY_CHANGE_MERGED_AWAY: return "person.merged_away";
    case r::IDENTITY_CHANGE_MERGED_HERE: return "person.merged_here";
    default: return "person.taken_apart";
  }
}

class OfPerson {
 public:
  OfPerson(const PersonFacts& facts, const std::string& language) : facts_(facts), language_(language) {
    history_.id = facts.person;
    history_.left_out = "person.left_out";  // the answer does not say whether there was any of it
    if (!facts.told.memberships().empty()) history_.name = facts.told.memberships(0).name();
  }

  History told() {
    for (const r::RosterMember& each : facts_.told.memberships()) add_membership(each);
    for (const r::PersonCorrection& each : facts_.told.corrections()) add_correction(each);
    for (const r::Participation& each : facts_.told.participations()) add_participation(each);
    put_in_order(history_);
    return std::move(history_);
  }

 private:
  void add(Happening happening) { history_.happenings.push_back(std::move(happening)); }

  void add_membership(const r::RosterMember& member) {
    Happening joined{start_of_day(member.from_date()), "person.joined",
                     {{"occupation", in_files(member.occupation())}}};
    joined.is_day = true;
    add(std::move(joined));
    if (member.until_date().empty()) return;
    Happening left{start_of_day(member.until_date()), "person.last_day", {{"from", member.from_date()}}};
    left.is_day = true;
    add(std::move(left));
  }

  void add_correction(const r::PersonCorrection& correction) {
    const std::string by_list = correction.list().empty() ? "" : ", " + correction.list();
    const Happening base{Instant{correction.corrected_at().seconds() * 1'000'000}, "", {},
                         correction.corrected_by() + by_list, "", "", correction.reason()};
    const auto add_as = [&](const char* what, std::vector<std::pair<std::string, std::string>> parts) {
      Happening happening = base;
      happening.what = what;
      happening.parts = std::move(parts);
      add(std::move(happening));
    };
    const std::size_t before = history_.happenings.size();
    if (correction.identity() != r::IDENTITY_CHANGE_UNSPECIFIED)
      add_as(identity_word(correction.identity()), {{"other", correction.other_person_id()}});
    if (!correction.former_name().empty()) add_as("person.renamed", {{"former", correction.former_name()}});
    if (correction.former_occupation() != r::OCCUPATION_UNSPECIFIED)
      add_as("person.works_otherwise", {{"former", in_files(correction.former_occupation())}});
    if (!correction.from_date().empty() && correction.former_until_date().empty())
      add_as("person.last_day_said", {{"from", correction.from_date()}});
    if (!correction.from_date().empty() && !correction.former_until_date().empty())
      add_as("person.last_day_corrected",
             {{"from", correction.from_date()}, {"former", correction.former_until_date()}});
    if (history_.happenings.size() == before) add_as("person.renamed_untold", {});  // the name is deleted by now
  }

  void add_participation(const r::Participation& part) {
    const auto found = facts_.sessions.find(part.session_id());
    const s::Session session = found == facts_.sessions.end() ? s::Session() : found->second;
    const std::string title = report::in_language(session.title(), language_, part.session_id()).text;
    const Instant starts_at = instant_of(session.local_start(), session.time_zone()).value_or(kNow);
    const std::vector<std::pair<std::string, std::string>> parts{{"session", title}};
    for (const r::Placement& each : part.placements()) add_placement(each, title);
    if (!part.group_id().empty())
      add({starts_at, "person.group_" + code_of(part.group_status()),
           {{"session", title}, {"group", part.group_id()}}});
    if (part.scanned_at_us() != 0) add({Instant{part.scanned_at_us()}, "person.came", parts});
    for (const r::AttendanceCorrection& each : part.corrections())
      add(happening_of(each, history_.name, title, titles()));
  }

  // What those are called that they took part in, by their ids.
  std::map<std::string, std::string> titles() const {
    std::map<std::string, std::string> titles;
    for (const auto& [id, session] : facts_.sessions)
      titles.emplace(id, report::in_language(session.title(), language_, "").text);
    return titles;
  }

  void add_placement(const r::Placement& placement, const std::string& session) {
    const bool is_alone = placement.other_person_id().empty();
    const char* what = placement.came() ? "person.came_instead" : is_alone ? "person.left_group" : "person.replaced";
    Happening happening{Instant{placement.changed_at_us()}, what,
                        {{"session", session}, {"other", placement.other_person_id()}}, "",
                        code_of(placement.changed_by()), "", placement.note()};
    const bool says_why = placement.reason() != r::GROUP_CHANGE_REASON_UNSPECIFIED &&
                          placement.reason() != r::GROUP_CHANGE_REASON_OTHER;
    if (says_why) happening.code = code_of(placement.reason());
    add(std::move(happening));
  }

  const PersonFacts& facts_;
  const std::string& language_;
  History history_;
};

// What these are called, and when they are: every round's sessions are everybody's to read.
Result<void> read_sessions(Client& client, PersonFacts& facts) {
  std::set<std::string> wanted;
  for (const r::Participation& each : facts.told.participations()) wanted.insert(each.session_id());
  std::vector<std::string> rounds;
  TRY_DO(each_page<s::ListRoundsResponse>(client, s::ListRoundsRequest(), [&](const auto& page) {
    for (const auto& round : page.rounds()) rounds.push_back(round.round_id());
  }));
  for (const std::string& round : rounds) {
    if (facts.sessions.size() == wanted.size()) return {};
    s::ListSessionsRequest request;
    request.set_round_id(round);
    TRY_DO(each_page<s::ListSessionsResponse>(client, std::move(request), [&](const auto& page) {
      for (const auto& session : page.sessions())
        if (wanted.contains(session.session_id())) facts.sessions.emplace(session.session_id(), session);
    }));
  }
  return {};
}

}  // namespace

History history_of(const PersonFacts& facts, const std::string& language) { return OfPerson(facts, language).told(); }

Result<History> person_history(Client& client, const PersonAsked& asked, const std::string& language) {
  PersonOptions meant;
  meant.person = asked.person;
  meant.list = asked.list;
  meant.region = asked.region;
  PersonFacts facts;
  TRY(person, person_meant(client, meant));
  facts.person = std::move(person);
  r::GetPersonHistoryRequest request;
  request.set_organisation_id(asked.organisation);
  request.set_person_id(facts.person);
  TRY(told, client.call_until_settled<r::GetPersonHistoryResponse>(request, kPatience));
  facts.told = std::move(told);
  TRY_DO(read_sessions(client, facts));
  return history_of(facts, language);
}

}  // namespace opora::tool
