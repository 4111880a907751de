// What the two halves of compare() share.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "opora/load/compare.h"
#include "opora/load/derived_ids.h"
#include "opora/load/correct_groups.h"
#include "opora/load/correct_sessions.h"
#include "opora/load/refusals.h"
#include "platform/ids/ids.h"
#include "platform/proto/canonical_bytes.h"
#include "registration/wire.h"
#include "scheduling/wire.h"

namespace opora::load {

// A command for a part of what another one asks for.
// What may be asked for again, once somebody has asked for something else in between, is another attempt at each time.
template <class Message>
Command with_request(const Command& command, Message request, Instant at = {}) {
  request.clear_request_id();
  const std::string attempt = at == Instant{} ? std::string() : std::to_string(at.us);
  request.set_request_id(
      uuid_of_key(kTimeless, "compared", Message::descriptor()->full_name(), canonical_bytes(request) + attempt));
  return {std::make_shared<Message>(std::move(request)), command.file, command.lines, command.row_count};
}

// Hashes of what is to be found again: in eight bytes each, since of some things there are hundreds of thousands.
class Hashes {
 public:
  void add(std::size_t hash) {
    hashes_.push_back(hash);
    sorted_ = false;
  }
  bool contains(std::size_t hash) {
    if (!sorted_) std::ranges::sort(hashes_);
    sorted_ = true;
    return std::ranges::binary_search(hashes_, hash);
  }

 private:
  std::vector<std::size_t> hashes_;
  bool sorted_ = true;
};

inline Instant starts_at(const BookedRoom& booked) { return booked.booking.starts_at; }

// Rows stand in the order of their lines.
template <class Row>
const Row* row_at(const std::vector<Row>& rows, std::int64_t line) {
  const auto found = std::ranges::lower_bound(rows, line, {}, &Row::line);
  return found != rows.end() && found->line == line ? &*found : nullptr;
}

// Localized text as its columns: name_en, name_ru …
void add_changes(std::vector<Change>& changes, const std::string& family, const LocalizedText& before,
                 const LocalizedText& after);
void add_change(std::vector<Change>& changes, const std::string& column, const std::string& before,
                const std::string& after);
// The name in English, or else in any language.
std::string shown(const LocalizedText& text);
// Somebody's or something's name that has no key in the folder.
std::string without_key(const std::string& name);

// Takes the plan's commands one after another, in their order, and keeps what is known by then.
class Comparer {
 public:
  Comparer(const round_folder::RoundFolder& folder, const PersonIds& people, const Plan& plan,
           const Standing& standing);

  Comparison compare();

 private:
  // What is still to be sent of a command.
  std::optional<Command> needed(const Command& command);
  bool needs_place(const Command& command);
  bool needs_thing(const Command& command);
  bool needs_round(const Command& command, const scheduling::Round& wanted);
  bool needs_regions(const Command& command, const scheduling::v1::AddRoundRegionsRequest& request);
  bool needs_session(const Command& command, const scheduling::SessionPlan& wanted);
  bool needs_publishing(const Command& command, const scheduling::SessionId& id);
  void tell_published(const Command& command, const scheduling::SessionId& id);
  const BookedRoom* last_before(const scheduling::Session& session);
  void book(const scheduling::Session& session);
  void refuse_session(const Command& command, const Error& error, const scheduling::Room& room,
                      const BookedRoom* last, const std::vector<Change>& changes = {});
  void correct_sessions(const Stage& stage);
  bool corrects_session(const Command& command, const scheduling::SessionPlan& wanted, bool is_last_look);
  Result<scheduling::Session> session_then(const scheduling::Session& known, const SessionCorrection& correction,
                                           const BookedRoom*& last);
  std::optional<Command> needed_cancelling(const Command& command, const registration::v1::CancelGroupRequest& request);
  std::optional<Command> needed_members(const Command& command,
                                        const registration::v1::AddRosterMembersRequest& request);
  bool needs_member(const Command& command, std::size_t row, const registration::AddRosterMembers::Member& member);
  void correct_members(const Stage& stage);
  void correct_member(const Command& command, std::size_t row, const registration::AddRosterMembers::Member& member);
  void add_corrections();
  bool renames(const Command& command, const std::string& id, const LocalizedText& name,
               const std::vector<Change>& changes);
  // Has a row put right, before the rows that go by it are sent; what has one chain is sent in this order.
  template <class Message>
  void correct(const Command& command, std::size_t row, const std::string& chain, Message request) {
    Command sent = with_request(command, std::move(request), standing_.now);
    sent.lines = {command.lines.at(row)};
    sent.row_count = 1;
    corrections_[chain].push_back(std::move(sent));
  }
  std::optional<Command> needed_group(const Command& command, const registration::v1::RegisterGroupRequest& row);
  registration::v1::RegisterGroupRequest as_it_is_known(registration::v1::RegisterGroupRequest row) const;
  std::optional<Command> named_later(const Command& command, const registration::v1::RegisterGroupRequest& request,
                                     const StandingGroup& known);
  bool named_differently(const Command& command, const registration::RegisterGroup& group);
  bool needs_new_group(const Command& command, const registration::RegisterGroup& wanted);
  std::optional<Command> needed_scans(const Command& command,
                                      const registration::v1::CheckInBatchRequest& request);
  bool needs_scan(const Command& command, std::size_t row, const std::string& session,
                  const registration::v1::Scan& scan);

  // A thing that stays as it was added.
  template <class Thing, class Decide>
  bool needs(const Command& command, const ById<Thing>& there, const Thing& wanted, const Decide& decide);
  std::vector<Change> changes_of(const scheduling::Country& before, const scheduling::Country& after) const;
  std::vector<Change> changes_of(const scheduling::Region& before, const scheduling::Region& after) const;
  std::vector<Change> changes_of(const scheduling::Site& before, const scheduling::Site& after) const;
  std::vector<Change> changes_of(const scheduling::Venue& before, const scheduling::Venue& after) const;
  std::vector<Change> changes_of(const scheduling::Room& before, const scheduling::Room& after) const;
  std::vector<Change> changes_of(const scheduling::Programme& before, const scheduling::Programme& after) const;
  std::vector<Change> changes_of(const scheduling::Project& before, const scheduling::Project& after) const;
  std::vector<Change> changes_of(const scheduling::Partnership& before, const scheduling::Partnership& after) const;
  std::vector<Change> changes_of(const scheduling::Round& before, const scheduling::Round& after) const;
  std::vector<Change> changes_of(const scheduling::SessionPlan& before, const scheduling::SessionPlan& after) const;
  std::vector<Change> changes_of(const registration::Organisation& before,
                                 const registration::Organisation& after) const;
  std::vector<Change> changes_of(const StandingGroup& before, const registration::RegisterGroup& after) const;
  // What stands under a place's id, if that is of another kind: "region".
  std::string other_kind(const std::string& id, std::string_view kind) const;

  void tell_gone_of_plan();
  void tell_gone_of_rosters();
  void tell_gone_of_sessions();

  TableComparison& table(const Command& command) { return comparison_.tables[command.file]; }
  // Of a row that would put something right, `changes` are what it would.
  void refuse(const Command& command, std::size_t row, std::string column, std::string reason,
              round_folder::Said said, const std::vector<Change>& changes = {});
  // As the words of folders say what a service refused.
  void refuse(const Command& command, std::size_t row, const Error& error, const std::vector<Change>& changes = {});
  // Where it is about somebody whom the folder calls by that key.
  void refuse_person(const Command& command, std::size_t row, const Error& error, const std::string& key,
                     const std::vector<Change>& changes = {});
  // What the platform has differs, and nothing can put that right: `reason` says so.
  void refuse_changed(const Command& command, std::size_t row, const std::vector<Change>& changes,
                      std::string reason = "ID_TAKEN");
  // The key of a thing or person of the folder, or the name of one that isn't in it: "(Hall)".
  std::string key_of(const std::string& id) const;
  std::string key_of_person(const std::string& id) const;
  std::string row_key(const Command& command) const;
  std::string time_at(const std::string& session, Instant at) const;
  template <class Ids>
  std::string keys_of_people(const Ids& ids) const;

  const round_folder::RoundFolder& folder_;
  const PersonIds& people_;
  const Plan& plan_;
  const Standing& standing_;
  Comparison comparison_;
  std::unordered_map<std::string, std::string> keys_;  // of places, programmes, projects, …, sessions, by their ids
  std::unordered_map<std::string_view, std::string_view> keys_of_people_;  // by their ids, views of people_

  // As things are once what was looked at has gone in.
  ById<scheduling::Room> rooms_;
  ById<scheduling::Venue> venues_;
  ById<scheduling::Site> sites_;
  ById<scheduling::Region> regions_;
  ById<scheduling::Project> projects_;
  ById<scheduling::Round> rounds_;
  std::map<scheduling::SessionId, scheduling::Session> sessions_;
  std::map<scheduling::RoomId, std::vector<BookedRoom>> bookings_;  // by their start
  // Who is new on a roster, by their ids: the rows, and whose roster it is; all views of what outlives this.
  struct NewMembership {
    const registration::OrganisationId* organisation;
    const round_folder::RosterRow* row;
  };
  std::string list_;                                                  // the folder's
  std::map<std::string, Chain> corrections_;                          // by what they are of
  std::unordered_set<std::int64_t> corrected_lines_, uncorrected_lines_;  // of people.csv; the latter were refused
  // People of the platform's, and where they work, once that was done.
  std::unordered_map<std::string, registration::Person> corrected_;
  std::unordered_map<std::string, registration::Career> corrected_careers_;
  registration::SamePeople same_;  // people of the platform's who have several ids
  std::unordered_set<std::string> several_jobs_;  // who works as one thing here and another there: people of both
  std::unordered_multimap<std::string_view, NewMembership> new_memberships_;
  std::set<registration::OrganisationId> new_rosters_;                // the organisations of those
  std::unordered_map<std::string, registration::Person> introduced_;  // people whom a group introduces
  std::unordered_set<std::string> partnerships_;                      // those that the plan names
  std::unordered_set<std::string> groups_;     // of those that are there, the ones that the plan names
  std::unordered_set<std::string> cancelled_;  // and the ones that it cancels
  std::unordered_set<std::string> published_;  // sessions that it publishes
  std::unordered_set<std::string> looked_at_;  // sessions and groups that were put right already, or refused
  Hashes memberships_;  // that the folder states, of those who are on a roster already
  // Where people came before: session and person, of all scans; likewise of those who came when a scan says it; and
  // each scan, with its time.
  Hashes comers_, right_times_, scans_;

  std::optional<registration::Person> person(const std::string& id) const;
  registration::Career career(const std::string& id) const;
  // What the platform has somebody work as at the membership's organisation.
  registration::Occupation occupation_there(const std::string& id, const registration::Membership& membership) const;
  // Those of a session who are in a group, and the groups: as the chain has it by then.
  struct Hall {
    std::string session;
    std::unordered_map<std::string, std::string> groups_of;  // by people
    std::map<std::string, registration::Group> groups;
  };
  Hall& hall(const std::string& session);
  registration::Session session_of_groups(const scheduling::Session& session);
  registration::Seats seats_of(const Hall& hall) const;
  bool has_expired(const registration::PersonId& member) const;
  bool has_come(const Hall& hall, const registration::PersonId& member) const;
  // How a group's corrections change the hall (correct_groups.cpp).
  void correct_groups(const Chain& chain);
  bool corrects_group(const Command& command, const registration::v1::RegisterGroupRequest& request,
                      bool is_last_look);
  Result<Hall> hall_then(Hall here, const std::string& id, const GroupCorrection& correction);
  Result<void> substitute(Hall& here, const registration::Session& session, registration::Group& group,
                          const registration::PersonId& leaver, const registration::v1::GroupMember& member);
  Result<void> take_out(Hall& here, const registration::Session& session, registration::Group& group,
                        const GroupCorrection& correction);
  Result<void> change_head_count(const Hall& here, const registration::Session& session, registration::Group& group,
                                 int head_count);
  Result<void> give_names(Hall& here, registration::Group& group,
                          const std::vector<registration::v1::GroupMember>& members);
  std::string newcomer_in_question(const Hall& here, const GroupCorrection& correction) const;
  void send_corrections(const Command& command, const registration::Group& group, const GroupCorrection& correction);
  std::vector<registration::PersonId> with_other_ids(const std::vector<registration::PersonId>& people) const;
  registration::Placements placements(const Hall& hall, const std::vector<registration::PersonId>& people) const;
  std::vector<registration::Person> known_of(const std::vector<registration::PersonId>& people) const;
  std::vector<registration::Career> careers_of(const std::vector<registration::PersonId>& people) const;
  // A group's id begins with the start of its session, and what moved has another one: the rest is its key's.
  std::string known_group(const std::string& id) const;
  template <class GroupRequest>
  GroupRequest of_known_group(GroupRequest request) const {
    request.set_group_id(known_group(request.group_id()));
    return request;
  }
  std::unordered_map<std::string_view, std::string_view> groups_by_key_;  // views of the standing groups' ids
  // What the plan names, before anything of it is compared.
  void note(const Command& command);
  void note_several_jobs();
  void note_scans(const registration::v1::CheckInBatchRequest& batch);
  void tell_gone_at_doors();
  std::map<std::string, std::vector<const StandingGroup*>> groups_of_session_;
  Hall hall_;
};

}  // namespace opora::load
