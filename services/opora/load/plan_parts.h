// What the two halves of plan() share.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "opora/load/derived_ids.h"
#include "opora/load/plan.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/round_folder/check_parts.h"
#include "platform/ids/ids.h"
#include "platform/proto/canonical_bytes.h"

namespace opora::load {

// Everything that a folder's rows refer to each other by.
class Planner {
 public:
  Planner(const round_folder::RoundFolder& folder, const PersonIds& people, const SharedIds& shared);

  void plan_places(Plan& plan) const;
  void plan_projects(Plan& plan) const;
  void plan_organisations(Plan& plan) const;
  void plan_sessions(Plan& plan) const;
  void plan_rosters(Plan& plan) const;
  void plan_groups(Plan& plan) const;
  void plan_attendances(Plan& plan) const;
  std::vector<PlannedRound> rounds() const;

 private:
  // Gives the request its id, which its content decides: another content is another attempt.
  template <class Message>
  std::shared_ptr<const Message> with_id(Instant time, Message request) const {
    request.set_request_id(ids_.id(time, Message::descriptor()->full_name(), canonical_bytes(request)));
    return std::make_shared<Message>(std::move(request));
  }
  template <class Message>
  Command command(Instant time, Message request, const char* file, std::int64_t line) const {
    return {with_id(time, std::move(request)), file, {line}};
  }

  const std::string& place_id(const std::string& place) const { return shared_.places.at(place); }
  const std::string& organisation_id(const std::string& key) const { return shared_.organisations.at(key); }
  Instant round_time(std::string_view round) const;
  // The session's start as if it were UTC: orders ids, tells no time.
  Instant session_time(std::string_view session) const;
  std::string session_id(std::string_view session) const;
  std::string check_in_id(const round_folder::Attendance& scan, Instant at) const;
  std::string round_id_of(const round_folder::Round& round) const;
  Command add_place(const round_folder::Place& place) const;
  // The regions of its sessions' rooms, by their ids, for each round's key.
  using Regions = std::map<std::string_view, std::set<std::string>>;
  Regions regions_of_rounds() const;
  Chain plan_round(const round_folder::Round& round, const std::set<std::string>& regions) const;
  Command plan_session(const round_folder::Session& session) const;
  Command publish_session(const round_folder::Session& session) const;
  using RosterRows = std::vector<const round_folder::RosterRow*>;
  registration::v1::AddRosterMembersRequest members_of(const std::string& organisation, const RosterRows& rows) const;
  Command add_members(const std::string& organisation, RosterRows rows) const;
  // Whether the group is named as one that somebody was to come with.
  bool names(const round_folder::Group& group, const std::string& person) const;
  registration::v1::RegisterGroupRequest registration_of(const round_folder::Group& group) const;
  Command register_group(const round_folder::Group& group) const;
  Command cancel_group(const round_folder::Group& group, const round_folder::Cancellation& cancellation) const;
  using Scans = std::vector<const round_folder::Attendance*>;
  registration::v1::CheckInBatchRequest batch_of(const std::string& session, const Scans& scans) const;
  Command check_in(const std::string& session, Scans scans) const;

  const round_folder::RoundFolder& folder_;
  const PersonIds& people_;
  const SharedIds shared_;
  DerivedIds ids_;
  round_folder::Index index_;
  std::vector<std::pair<std::string_view, std::string_view>> on_roster_;  // who, by key, of which organisation; sorted
  std::unordered_set<std::string_view> cancelled_;                        // groups
  // Who is in a group that was not cancelled, of a session that has a cancelled one, by session and key; and which
  // group came first.
  std::map<std::pair<std::string_view, std::string_view>, const round_folder::Group*> comes_with_;
};

}  // namespace opora::load
