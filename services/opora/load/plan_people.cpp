// The half of the plan that concerns organisations and people.
#include <algorithm>
#include <map>

#include "opora/load/plan_parts.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/dates/time_zone.h"
#include "platform/text/text_message.h"

namespace opora::load {
namespace {

namespace v1 = registration::v1;

// What the contract allows in one request.
constexpr std::size_t kRosterMembersMax = 200;
constexpr std::size_t kScansMax = 300;

// The rows of each key in the order of the file, cut into pieces of at most `count_max`.
template <class Row, class KeyOf>
std::vector<std::pair<std::string, std::vector<const Row*>>> pieces(const std::vector<Row>& rows, std::size_t count_max,
                                                                    const KeyOf& key_of) {
  std::map<std::string, std::vector<const Row*>> open;
  std::vector<std::pair<std::string, std::vector<const Row*>>> done;
  for (const Row& row : rows) {
    std::vector<const Row*>& piece = open[key_of(row)];
    piece.push_back(&row);
    if (piece.size() == count_max) done.emplace_back(key_of(row), std::exchange(piece, {}));
  }
  for (auto& [key, piece] : open) {
    if (!piece.empty()) done.emplace_back(key, std::move(piece));
  }
  return done;
}

template <class Row>
std::vector<std::int64_t> lines_of(const std::vector<const Row*>& rows) {
  std::vector<std::int64_t> lines;
  for (const Row* row : rows) lines.push_back(row->line);
  return lines;
}

}  // namespace

void Planner::plan_organisations(Plan& plan) const {
  Stage organisations{"organisations", {}};
  for (const auto& organisation : folder_.organisations) {
    v1::AddOrganisationRequest request;
    request.set_organisation_id(organisation_id(organisation.key));
    put_text(organisation.name, *request.mutable_name());
    request.set_kind(organisation.kind);
    if (!organisation.region.empty()) request.set_region_id(place_id(organisation.region));
    organisations.chains.push_back(
        {command(kTimeless, std::move(request), "organisations.csv", organisation.line)});
  }
  Stage partnerships{"partnerships", {}};
  for (const auto& part : folder_.partnerships) {
    scheduling::v1::AddPartnershipRequest request;
    request.set_partnership_id(
        ids_.id("partnership", part.project + "/" + part.organisation + "/" + std::to_string(part.role)));
    request.set_project_id(ids_.id("project", part.project));
    request.set_organisation_id(organisation_id(part.organisation));
    request.set_role(part.role);
    partnerships.chains.push_back({command(kTimeless, std::move(request), "partnerships.csv", part.line)});
  }
  plan.stages.push_back(std::move(organisations));
  plan.stages.push_back(std::move(partnerships));
}

v1::AddRosterMembersRequest Planner::members_of(const std::string& organisation, const RosterRows& rows) const {
  v1::AddRosterMembersRequest request;
  request.set_organisation_id(organisation_id(organisation));
  for (const round_folder::RosterRow* row : rows) {
    v1::RosterMember* member = request.add_members();
    member->set_person_id(people_.at(row->key));
    member->set_name(row->name);
    member->set_occupation(row->occupation);
    member->set_from_date(row->from_date);
    member->set_until_date(row->until_date);
  }
  return request;
}

Command Planner::add_members(const std::string& organisation, RosterRows rows) const {
  const std::size_t count = rows.size();
  std::vector<std::int64_t> lines = lines_of(rows);
  Request request(v1::AddRosterMembersRequest::descriptor(), [this, organisation, rows = std::move(rows)] {
    return with_id(kTimeless, members_of(organisation, rows));
  });
  return {std::move(request), "people.csv", std::move(lines), count};
}

// What is said first of somebody new is what they work as: of whom two rosters say two things, those go in one after
// the other.
void Planner::plan_rosters(Plan& plan) const {
  Stage stage{"rosters", {}};
  const std::unordered_set<std::string_view> several_jobs = with_several_jobs(folder_);
  Chain in_order;
  const auto organisation_of = [](const round_folder::RosterRow& row) { return row.organisation; };
  for (auto& [organisation, rows] : pieces(folder_.people, kRosterMembersMax, organisation_of)) {
    if (organisation.empty()) continue;
    const bool has_several =
        std::ranges::any_of(rows, [&](const auto* row) { return several_jobs.contains(row->key); });
    Command add = add_members(organisation, std::move(rows));
    if (has_several)
      in_order.push_back(std::move(add));
    else
      stage.chains.push_back({std::move(add)});
  }
  if (!in_order.empty()) stage.chains.push_back(std::move(in_order));
  plan.stages.push_back(std::move(stage));
}

// A group that was entered twice, and cancelled once, leaves its people in the one that lives: they can't be in both
// for as long as the second one stands.
bool Planner::names(const round_folder::Group& group, const std::string& person) const {
  if (!cancelled_.contains(group.key)) return true;
  const auto other = comes_with_.find({group.session, person});
  return other == comes_with_.end() || other->second->line > group.line;
}

v1::RegisterGroupRequest Planner::registration_of(const round_folder::Group& group) const {
  v1::RegisterGroupRequest request;
  request.set_group_id(ids_.id(session_time(group.session), "group", group.key));
  request.set_session_id(session_id(group.session));
  request.set_organisation_id(organisation_id(group.organisation));
  request.set_head_count(group.head_count);
  request.set_late_entry(true);
  request.set_in_order_of_arrival(true);
  for (const std::string& key : group.members) {
    if (!names(group, key)) continue;
    v1::GroupMember* member = request.add_members();
    member->set_person_id(people_.at(key));
    if (std::ranges::binary_search(on_roster_, std::pair<std::string_view, std::string_view>(key, group.organisation)))
      continue;
    // Nobody has introduced them to this organisation yet.
    member->set_name(index_.people.at(key)->name);
    member->set_occupation(index_.people.at(key)->occupation);
  }
  return request;
}

Command Planner::register_group(const round_folder::Group& group) const {
  Request request(v1::RegisterGroupRequest::descriptor(),
                  [this, &group] { return with_id(session_time(group.session), registration_of(group)); });
  return {std::move(request), "groups.csv", {group.line}};
}

Command Planner::cancel_group(const round_folder::Group& group, const round_folder::Cancellation& cancellation) const {
  v1::CancelGroupRequest request;
  request.set_group_id(ids_.id(session_time(group.session), "group", group.key));
  request.set_late_entry(true);
  Command cancel = command(session_time(group.session), std::move(request),
                           "cancellations.csv", cancellation.line);
  cancel.row_count = 0;  // it is no group: the stage counts it apart
  return cancel;
}

// A cancelled group is cancelled before the next one is entered. Once a session has begun nobody is promoted any
// more, and this way those who moved up at the time have their seats: since nobody is ever overtaken, both orders
// seat the same groups.
void Planner::plan_groups(Plan& plan) const {
  std::map<std::string_view, const round_folder::Cancellation*> cancelled;
  for (const auto& cancellation : folder_.cancellations) cancelled[cancellation.group] = &cancellation;
  std::map<std::string, Chain> by_session;
  for (const auto& group : folder_.groups) {
    Chain& chain = by_session[group.session];
    chain.push_back(register_group(group));
    const auto found = cancelled.find(group.key);
    if (found != cancelled.end()) chain.push_back(cancel_group(group, *found->second));
  }
  Stage stage{"groups", {}};
  if (const std::size_t count = cancelled.size(); count > 0)
    stage.also = round_folder::Said("cancellations", {}, count);
  for (auto& [session, chain] : by_session) stage.chains.push_back(std::move(chain));
  plan.stages.push_back(std::move(stage));
}

// Of the person's id, since whoever guesses what an id derives from knows it. Where their id is itself one that an
// older build derived from the key, so are those of their scans, and the same scan is still the same.
std::string Planner::check_in_id(const round_folder::Attendance& scan, Instant at) const {
  const std::string& person = people_.at(scan.person);
  const std::string& who = person == ids_.older_person_id(scan.person) ? scan.person : person;
  return ids_.id(at, "check-in", scan.session + "/" + who + "/" + std::to_string(at.us));
}

v1::CheckInBatchRequest Planner::batch_of(const std::string& session, const Scans& scans) const {
  v1::CheckInBatchRequest request;
  request.set_session_id(session_id(session));
  const std::string zone = round_folder::time_zone_of(index_, index_.sessions.at(session)->room);
  for (const round_folder::Attendance* attendance : scans) {
    const Instant at = instant_of(attendance->scanned_at, zone).value();
    v1::Scan* scan = request.add_scans();
    scan->set_check_in_id(check_in_id(*attendance, at));
    scan->set_person_id(people_.at(attendance->person));
    scan->set_scanned_at_us(at.us);
  }
  return request;
}

Command Planner::check_in(const std::string& session, Scans scans) const {
  const std::size_t count = scans.size();
  std::vector<std::int64_t> lines = lines_of(scans);
  Request request(v1::CheckInBatchRequest::descriptor(), [this, session, scans = std::move(scans)] {
    return with_id(session_time(session), batch_of(session, scans));
  });
  return {std::move(request), "attendances.csv", std::move(lines), count};
}

void Planner::plan_attendances(Plan& plan) const {
  Stage stage{"attendances", {}};
  const auto session_of = [](const round_folder::Attendance& attendance) { return attendance.session; };
  for (auto& [session, scans] : pieces(folder_.attendances, kScansMax, session_of)) {
    stage.chains.push_back({check_in(session, std::move(scans))});
  }
  plan.stages.push_back(std::move(stage));
}

}  // namespace opora::load
