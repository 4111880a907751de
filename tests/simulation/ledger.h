// The logs read again, naively and with the rulebook at hand: what was told must be what the rules allow, in that
// order. Shares no code with the services.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "opora/registration/v1/events.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/events/log/event_log.h"
#include "simulation/merges_told.h"
#include "simulation/trace.h"
#include "simulation/verdict.h"

namespace opora::simulation {

struct ToldGroup {
  std::string session;
  std::string organisation;
  int head_count = 0;
  bool was_confirmed_at_once = false;
  int place_told = 0;  // in the waitlist, when it came
  bool confirmed = false;
  bool cancelled = false;
  std::string part_of;            // the group of which it is a part
  int registered_count = 0;       // how many people it had at first
  std::set<int> head_counts;      // and ever by a change
  int change_number = 0;          // of the last one
  std::set<std::string> members;  // who is named in it
  std::set<std::string> ever, left;  // who ever was, and who has left it at least once
  std::set<std::pair<std::string, std::string>> substitutions;  // who left, and who came instead
  bool passed_over = false;
};

struct ToldSession {
  scheduling::v1::SessionPublished facts;  // as they were told last
  // It was moved, resized or cancelled; when registration heard of it, its log doesn't tell.
  bool is_changed = false;
  bool is_cancelled = false;
  int version = 0;
  int capacity_max = 0;  // that it has had
  int move_count = 0;
  std::int64_t starts_min_us = 0, starts_max_us = 0;
  int confirmed_count = 0;
  std::deque<std::string> waiting;  // groups, in order of arrival
  bool has_ended = false;
  std::int64_t ends_at_us = 0;  // registration, once it was reopened
  // A seat became free and went to nobody yet.
  bool has_freed = false;
  int unknown_count = 0;  // people who came though nobody knew them, and were not looked at
  int stranger_count = 0;  // those who were as well
  struct Unnamed {
    int count = 0, change = 0;
  };
  std::map<std::string, Unnamed> unnamed;  // who came without names, by organisation
};

struct ToldAttendance {
  std::string organisation;
  bool is_of_unknown_person = false;
  int change = -1;  // how often it was taken back or given again; -1: it was never told
  bool counts = false;
  bool is_one_of_the_unknown = false;  // of those of whom only so many count by themselves
};

// A scan that was set aside, by the id under which it is kept.
struct ToldScan {
  std::string session;
  bool is_settled = false;
};

// Somebody's time at an organisation.
struct ToldMembership {
  std::string organisation, from, until;
  bool is_corrected = false;  // its last day
};

class Ledger {
 public:
  Ledger(Verdict& verdict, Trace& trace) : verdict_(verdict), trace_(trace) {}

  void read_scheduling(const std::vector<LogRecord>& log);
  // After scheduling's, since it holds the sessions' facts.
  void read_registration(const std::vector<LogRecord>& log);

  const std::map<std::string, ToldGroup>& groups() const { return groups_; }
  const std::map<std::string, ToldSession>& sessions() const { return sessions_; }
  // The regions that a round was said to be held in.
  std::set<std::string> regions_of(const std::string& round) const {
    const auto found = regions_.find(round);
    return found == regions_.end() ? std::set<std::string>() : found->second;
  }
  // By session and person, those that were taken back as well.
  const std::map<std::pair<std::string, std::string>, ToldAttendance>& attendances() const { return attendances_; }
  const std::map<std::string, ToldScan>& scans() const { return scans_; }
  // By session and person, each once: under the id that stands for all of theirs.
  std::set<std::pair<std::string, std::string>> who_came() const;
  // With whom somebody came, by all that was told of any of their ids: with their group, from where they worked that
  // day, or as it was said when they came. The organisation that stands for it.
  std::string with_whom(const std::string& session, const std::string& person) const;
  // Who is one by what was told.
  const MergesTold& people() const { return people_; }
  const MergesTold& organisations() const { return organisations_; }
  // Whether a group or a roster has ever named somebody, under whichever id.
  bool is_named(const std::string& person) const;
  // Whether somebody was ever in a group of a session that was cancelled.
  bool had_left(const std::string& session, const std::string& person) const;
  // Somebody's times at organisations, as they were put right, and how much was put right about them.
  const std::vector<ToldMembership>& memberships_of(const std::string& person) const;
  int corrections_of(const std::string& person) const {
    const auto found = corrections_.find(person);
    return found == corrections_.end() ? 0 : found->second;
  }
  // Whether somebody has left a group of a session, which went on without them.
  bool has_left_one(const std::string& session, const std::string& person) const;
  // (type, key) of every event.
  bool has(const std::string& type, const std::string& key) const { return told_.contains({type, key}); }

 private:
  void read(const scheduling::v1::SessionPublished& event);
  void read(const scheduling::v1::SessionMoved& event);
  void read(const scheduling::v1::SessionCapacityChanged& event);
  void read(const scheduling::v1::SessionCancelled& event);
  ToldSession& changed(const std::string& session, int version);
  void read(const scheduling::v1::RoundRegionsAdded& event);
  void read(const registration::v1::GroupConfirmed& event, Instant time);
  void read(const registration::v1::GroupWaitlisted& event);
  void read(const registration::v1::GroupCancelled& event, Instant time);
  void read(const registration::v1::GroupMembersNamed& event);
  void read(const registration::v1::GroupHeadCountChanged& event, Instant time);
  void read(const registration::v1::GroupMemberSubstituted& event);
  void read(const registration::v1::GroupMembersCancelled& event, Instant time);
  // The first change that an event makes of a group; nothing if it is unknown, or gone.
  template <class Event>
  ToldGroup* begin_change(const Event& event);
  void expect_no_part_behind(const std::string& id, const ToldGroup& group, const ToldSession& session);
  void expect_nobody_came(const std::string& id, const ToldGroup& group, const ToldSession& session, Instant time);
  void note_pass(const registration::v1::GroupConfirmed& event, Instant time);
  void note_part(const registration::v1::GroupWaitlisted& event);
  void take_seats(ToldSession& session, int more, const std::string& group);
  void read(const registration::v1::RosterMemberAdded& event);
  void read(const registration::v1::RosterMemberChanged& event);
  void read(const registration::v1::PersonCorrected& event);
  void read(const registration::v1::AttendanceRecorded& event, Instant time);
  void read(const registration::v1::AttendanceTakenBack& event);
  void read(const registration::v1::AttendanceCounted& event);
  void expect_moved(const registration::v1::Event& next);
  void read(const registration::v1::ScanSetAside& event);
  void read(const registration::v1::ScanSettled& event);
  void read(const registration::v1::RegistrationEnded& event, Instant time);
  void read(const registration::v1::RegistrationReopened& event, Instant time);
  void read_of_people(const registration::v1::Event& event);
  void read(const registration::v1::PeopleMerged& event);
  void read(const registration::v1::PeopleUnmerged& event);
  void read(const registration::v1::OrganisationsMerged& event);
  void read(const registration::v1::OrganisationsUnmerged& event);
  void note_members(const std::string& group, const google::protobuf::RepeatedPtrField<std::string>& people);
  void expect_in_one_group(const std::string& group, const std::string& person);
  std::string sent_by(const std::string& session, const std::vector<std::string>& ids) const;
  std::string worked_at(const std::string& session, const std::vector<std::string>& ids) const;
  std::string said_of(const std::string& session, const std::vector<std::string>& ids) const;
  void no_seat_stays_free(ToldSession& session);
  ToldGroup* group_of(const std::string& group);
  void tell(const LogRecord& record);

  Verdict& verdict_;
  Trace& trace_;
  std::map<std::string, ToldGroup> groups_;
  std::map<std::string, ToldSession> sessions_;
  std::map<std::string, std::set<std::string>> regions_;  // by round
  std::map<std::pair<std::string, std::string>, ToldAttendance> attendances_;
  std::map<std::string, ToldScan> scans_;
  std::map<std::string, std::vector<ToldMembership>> rosters_;  // by person
  std::map<std::string, int> corrections_;                      // likewise
  MergesTold people_, organisations_;
  std::set<std::string> named_, was_unknown_;
  bool follows_a_settled_scan_ = false;  // the event that is read
  // Where the attendance counts that was taken back by the event before, if it was moved.
  std::optional<std::pair<std::string, std::string>> moved_to_;
  std::set<std::pair<std::string, std::string>> told_;
};

}  // namespace opora::simulation
