#include "simulation/promises.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/lane/lane_time.h"
#include "simulation/network.h"

namespace opora::simulation {
namespace {

constexpr const char* kNothingLost = "What was answered has happened, and is kept.";
constexpr const char* kClosedInTime = "Nobody is sent away for the end of registration before it has come.";
constexpr const char* kScansCountOnce =
    "A scan counts if its code is an id, whoever uploaded it may check in there, and it is not set aside or was "
    "confirmed; it is answered alike each time.";
constexpr const char* kSetAside = "A scan is set aside if something about it is doubtful, and for nothing else.";
constexpr const char* kPlansInItsRegions = "A coordinator plans in rounds that are held in their region.";
constexpr const char* kKeysKept = "A key of a list is one person's whenever it is asked for.";
constexpr const char* kKeysOfRegions = "A key of a list is told to those alone whose the list is.";
constexpr const char* kLastDays = "Somebody's last day is one that was asked for, once any was.";
constexpr const char* kCorrectionsTold = "What was put right is told: at least as much as was answered.";
constexpr const char* kNothingElse = "What was refused has not happened, and nothing that nobody asked for.";

// The request as its own type, or nothing.
template <class Request>
std::optional<Request> as(const Sent& sent) {
  if (sent.type != Request::descriptor()) return std::nullopt;
  Request request;
  request.ParseFromString(sent.bytes);
  return request;
}

template <class Response>
Response response_of(const Sent& sent) {
  Response response;
  response.ParseFromString(**sent.decided);
  return response;
}

class Promises {
 public:
  Promises(const Ledger& ledger, Verdict& verdict, Trace& trace) : ledger_(ledger), verdict_(verdict), trace_(trace) {}

  void check(const Sent& sent) {
    if (const auto group = as<registration::v1::RegisterGroupRequest>(sent)) return check_group(sent, *group);
    if (const auto session = as<scheduling::v1::PlanSessionRequest>(sent)) return check_plan(sent, *session);
    if (!sent.succeeded()) return;
    if (const auto cancel = as<registration::v1::CancelGroupRequest>(sent)) check_cancelled(*cancel);
    if (const auto keys = as<registration::v1::ResolveKeysRequest>(sent)) check_keys(sent, *keys);
    if (const auto ended = as<registration::v1::EndMembershipRequest>(sent)) check_ended(sent, *ended);
    if (const auto corrected = as<registration::v1::CorrectPersonRequest>(sent))
      check_corrections(corrected->person_id(), response_of<registration::v1::CorrectPersonResponse>(sent).revision());
    if (const auto check_in = as<registration::v1::CheckInRequest>(sent))
      check_scan(sent, check_in->session_id(), check_in->scan(), response_of<registration::v1::CheckInResponse>(sent));
    if (const auto batch = as<registration::v1::CheckInBatchRequest>(sent)) {
      const auto response = response_of<registration::v1::CheckInBatchResponse>(sent);
      if (response.results_size() != batch->scans_size())
        return promised(false, "results to request " + sent.request_id);
      for (int index = 0; index < batch->scans_size(); ++index)
        check_scan(sent, batch->session_id(), batch->scans(index), response.results(index));
    }
    check_told(sent);
    check_changed(sent);
    check_merged(sent);
  }

  // Of whom somebody may have said that they are two, before anything else is looked at.
  void note_told_apart(const std::deque<Sent>& requests) {
    for (const Sent& sent : requests) {
      const auto part = as<registration::v1::UnmergePeopleRequest>(sent);
      if (!part) continue;
      told_apart_[part->person_id()].insert(part->other_person_id());
      told_apart_[part->other_person_id()].insert(part->person_id());
    }
  }

  // What scans and those who settled them have promised together.
  void check_attendances(const std::deque<Sent>& requests) {
    for (const Sent& sent : requests) {
      if (!sent.succeeded()) continue;
      if (const auto confirmed = as<registration::v1::ConfirmScansRequest>(sent)) {
        check_confirmed(*confirmed);
        settled_.insert(confirmed->check_in_ids().begin(), confirmed->check_in_ids().end());
      }
      if (const auto discarded = as<registration::v1::DiscardScansRequest>(sent))
        settled_.insert(discarded->check_in_ids().begin(), discarded->check_in_ids().end());
      check_corrected(sent);
    }
    for (const auto& [session, person, id] : sure_)
      promised(unsure_.contains({session, person, id}) || settled_.contains(id) ||
                   ledger_.attendances().contains({session, person}),
               "scan " + id + " of " + person + " at session " + session);
    for (const auto& [where, attendance] : ledger_.attendances())
      verdict_.expect(may_attend_.contains(where), kScansCountOnce,
                      "person " + where.second + " at session " + where.first);
  }

  void check_last_days() {
    for (const auto& [whose, asked] : last_days_) {
      const auto& [organisation, person, from] = whose;
      const std::string what = "person " + person + " at organisation " + organisation;
      bool is_there = false;
      for (const ToldMembership& told : ledger_.memberships_of(person)) {
        if (told.organisation != organisation || told.from != from) continue;
        is_there = true;
        verdict_.expect(asked.contains(told.until), kLastDays, what);
      }
      promised(is_there, what);
    }
  }

  // Groups and attendances of which no request speaks.
  void check_nothing_else(std::deque<Sent>& requests) {
    std::set<std::string> asked, passes;
    std::set<std::pair<std::string, std::string>> leavers;
    std::set<std::pair<std::string, int>> head_counts;
    const auto add_leaver = [&](const std::string& group, const std::string& person) {
      for (const std::string& id : ledger_.people().ever_one_with(person)) leavers.emplace(group, id);
    };
    for (const Sent& sent : requests) {
      if (!sent.succeeded()) continue;
      if (const auto group = as<registration::v1::RegisterGroupRequest>(sent)) asked.insert(group->group_id());
      if (const auto pass = as<registration::v1::PassOverWaitlistRequest>(sent)) passes.insert(pass->group_id());
      if (const auto one = as<registration::v1::SubstituteMemberRequest>(sent))
        add_leaver(one->group_id(), one->person_id());
      if (const auto members = as<registration::v1::CancelMembersRequest>(sent))
        for (const std::string& person : members->person_ids()) add_leaver(members->group_id(), person);
      if (const auto change = as<registration::v1::ChangeHeadCountRequest>(sent)) {
        head_counts.emplace(change->group_id(), change->head_count());
        if (response_of<registration::v1::ChangeHeadCountResponse>(sent).part_head_count() > 0)
          asked.insert(change->waiting_group_id());
      }
    }
    for (const auto& [id, group] : ledger_.groups()) {
      bool was_asked = asked.contains(id) && (!group.passed_over || passes.contains(id));
      for (const std::string& person : group.left) was_asked = was_asked && leavers.contains({id, person});
      for (const int head_count : group.head_counts) was_asked = was_asked && head_counts.contains({id, head_count});
      verdict_.expect(was_asked, kNothingElse, "group " + id);
    }
    expect_asked(ledger_.people().merged(), merges_.merged, "people");
    expect_asked(ledger_.people().parted(), merges_.parted, "people");
    expect_asked(ledger_.organisations().merged(), merges_.merged, "organisations");
    expect_asked(ledger_.organisations().apart(), merges_.parted, "organisations");
  }

 private:
  void promised(bool so, const std::string& what) { verdict_.expect(so, kNothingLost, what); }

  void check_group(const Sent& sent, const registration::v1::RegisterGroupRequest& request) {
    const auto found = ledger_.groups().find(request.group_id());
    if (sent.decided && !sent.succeeded() && sent.decided->error().reason == "REGISTRATION_CLOSED")
      check_closed(sent, request.session_id());
    if (!sent.succeeded())
      return verdict_.expect(found == ledger_.groups().end(), kNothingElse,
                             "group " + request.group_id() + " was refused");
    if (found == ledger_.groups().end()) return promised(false, "group " + request.group_id());
    const auto response = response_of<registration::v1::RegisterGroupResponse>(sent);
    const ToldGroup& group = found->second;
    const bool confirmed = response.status() == registration::v1::GROUP_STATUS_CONFIRMED;
    promised(group.session == request.session_id() && group.registered_count == request.head_count() &&
                 confirmed == group.was_confirmed_at_once && response.waitlist_place() == group.place_told,
             "group " + request.group_id() + " otherwise than answered");
  }

  void check_closed(const Sent& sent, const std::string& session) {
    const auto found = ledger_.sessions().find(session);
    if (found == ledger_.sessions().end() || found->second.is_changed) return;
    verdict_.expect((sent.decided_at + kClocksAgree).us >= found->second.facts.registration_ends_at_us(), kClosedInTime,
                    "session " + session);
  }

  void check_plan(const Sent& sent, const scheduling::v1::PlanSessionRequest& request) {
    if (!sent.succeeded()) return;
    verdict_.expect(ledger_.regions_of(request.round_id()).contains(sent.caller.scopes.at("region").front()),
                    kPlansInItsRegions, "session " + request.session_id());
  }

  void check_cancelled(const registration::v1::CancelGroupRequest& request) {
    const auto found = ledger_.groups().find(request.group_id());
    promised(found != ledger_.groups().end() && found->second.cancelled, "cancelling group " + request.group_id());
  }

  // `answer` is what was said of the scan, alone or among others.
  template <class Answer>
  void check_scan(const Sent& sent, const std::string& session, const registration::v1::Scan& scan,
                  const Answer& answer) {
    std::string person = scan.person_id();
    for (char& c : person) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const std::string what = "scan " + scan.check_in_id() + " of " + person + " at session " + session;
    const auto has = [&](registration::v1::CheckInFlag flag) {
      return std::ranges::count(answer.flags(), static_cast<int>(flag)) > 0;
    };
    const bool is_id = person.find('/') == std::string::npos;
    const bool may = sent.caller.scopes != coordinator_of_elsewhere().scopes;
    const bool waits = has(registration::v1::CHECK_IN_FLAG_UNKNOWN_SESSION);
    if (!is_id) trace_.met("a scan that is nobody's id");
    if (!may) trace_.met("a scan from another region");
    if (waits) trace_.met("a scan that waits for its session");

    const bool is_doubtful = has(registration::v1::CHECK_IN_FLAG_OUTSIDE_SESSION) ||
                             has(registration::v1::CHECK_IN_FLAG_GROUP_CANCELLED) ||
                             has(registration::v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN) ||
                             has(registration::v1::CHECK_IN_FLAG_TAKEN_BACK) ||
                             has(registration::v1::CHECK_IN_FLAG_SESSION_CANCELLED);
    const bool attends_already = has(registration::v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN);
    // Whoever has come under another id of theirs is flagged, and their scan is doubtful by its own.
    const bool came_otherwise = attends_already && is_doubtful && ledger_.people().had_others(person);
    verdict_.expect(answer.set_aside() == (waits || !is_id || (is_doubtful && !attends_already)) || came_otherwise,
                    kSetAside, what);
    if (!answer.set_aside()) {
      promised(ledger_.attendances().contains({session, person}), what);
      may_attend_.emplace(session, person);
    }
    if (is_id) scanned_[{session, scan.check_in_id()}].insert(person);
    if (waits && is_id && may) {
      may_attend_.emplace(session, person);
      // The same scan may be uploaded twice with two times: which of them is kept, nobody here can tell.
      (is_sure_to_count(sent, session, person, scan) ? sure_ : unsure_).emplace(session, person, scan.check_in_id());
    }
    std::vector<int> said(answer.flags().begin(), answer.flags().end());
    said.push_back(answer.set_aside() ? 1 : 0);
    const auto first = said_.try_emplace({session, scan.check_in_id(), person}, said).first;
    verdict_.expect(first->second == said, kScansCountOnce, what);
  }

  // One that waits and of which nothing will be doubtful, whenever its session becomes known.
  bool is_sure_to_count(const Sent& sent, const std::string& session, const std::string& person,
                        const registration::v1::Scan& scan) const {
    constexpr std::int64_t kHour = 3'600'000'000LL;
    const auto found = ledger_.sessions().find(session);
    if (found == ledger_.sessions().end() || found->second.is_changed) return false;
    const std::int64_t starts = found->second.facts.starts_at_us();
    const bool in_time = scan.scanned_at_us() >= starts - 3 * kHour && scan.scanned_at_us() <= starts + 12 * kHour &&
                         sent.sent_at.us >= (Instant{starts - 3 * kHour} + kClocksAgree).us;
    return in_time && !ledger_.had_left(session, person) && !ledger_.people().had_others(person) &&
           found->second.stranger_count < 30;
  }

  void check_confirmed(const registration::v1::ConfirmScansRequest& request) {
    const std::string& made_at =
        request.scanned_session_id().empty() ? request.session_id() : request.scanned_session_id();
    for (const std::string& id : request.check_in_ids()) {
      std::set<std::string> people = scanned_[{made_at, id}];
      if (!request.person_id().empty()) people = {request.person_id()};
      for (const std::string& person : people) may_attend_.emplace(request.session_id(), person);
      if (people.size() == 1)
        promised(ledger_.attendances().contains({request.session_id(), *people.begin()}), "confirmed scan " + id);
    }
  }

  // What somebody has put right has changed what it was about, whatever was said of it later.
  void check_corrected(const Sent& sent) {
    if (const auto back = as<registration::v1::TakeBackAttendanceRequest>(sent))
      expect_change_of(back->session_id(), back->person_id());
    if (const auto moved = as<registration::v1::MoveAttendanceRequest>(sent)) {
      const std::string& session = moved->to_session_id().empty() ? moved->session_id() : moved->to_session_id();
      const std::string& person = moved->to_person_id().empty() ? moved->person_id() : moved->to_person_id();
      expect_change_of(moved->session_id(), moved->person_id());
      expect_told_at(session, person, "moved");
      // Whoever goes there under several ids stays who they are.
      const std::set<std::string> ids = ledger_.people().ever_one_with(person);
      for (const std::string& id : ids) may_attend_.emplace(session, id);
    }
    if (const auto restored = as<registration::v1::RestoreAttendanceRequest>(sent))
      expect_told_at(restored->session_id(), restored->person_id(), "restored");
    const auto counted = as<registration::v1::CountAttendanceRequest>(sent);
    if (!counted || counted->person_count() == 0) return;
    const auto session = ledger_.sessions().find(counted->session_id());
    promised(session != ledger_.sessions().end() && session->second.unnamed.contains(counted->organisation_id()),
             "people without names of organisation " + counted->organisation_id());
  }

  // That one is only spoken of makes it no attendance. Of somebody with several ids any of theirs may be meant.
  void expect_told_at(const std::string& session, const std::string& person, const std::string& what) {
    promised(change_of(session, person) >= 0, "person " + person + ", " + what + " to session " + session);
  }

  void expect_change_of(const std::string& session, const std::string& person) {
    promised(change_of(session, person) > 0, "person " + person + ", taken back at session " + session);
  }

  // The highest that was told of an attendance of somebody's, by any id that was ever theirs; -1: none was.
  int change_of(const std::string& session, const std::string& person) const {
    int highest = -1;
    for (const std::string& id : ledger_.people().ever_one_with(person))
      if (const auto told = ledger_.attendances().find({session, id}); told != ledger_.attendances().end())
        highest = std::max(highest, told->second.change);
    return highest;
  }

  void check_keys(const Sent& sent, const registration::v1::ResolveKeysRequest& request) {
    const auto response = response_of<registration::v1::ResolveKeysResponse>(sent);
    if (response.person_ids_size() != request.keys_size()) return promised(false, "ids to request " + sent.request_id);
    for (int index = 0; index < request.keys_size(); ++index) {
      KnownKey& key = keys_[{request.list(), request.keys(index)}];
      if (key.person.empty()) key = {response.person_ids(index), sent.request_id, {}};
      key.regions.insert(request.region_id());
      const std::string what = request.list() + " " + request.keys(index) + ", by requests " + key.request_id +
                               " and " + sent.request_id;
      verdict_.expect(key.person == response.person_ids(index), kKeysKept, what);
      verdict_.expect(key.regions.size() < 2, kKeysOfRegions, what);
    }
  }

  void check_ended(const Sent& sent, const registration::v1::EndMembershipRequest& request) {
    last_days_[{request.organisation_id(), request.person_id(), request.from_date()}].insert(request.until_date());
    check_corrections(request.person_id(), response_of<registration::v1::EndMembershipResponse>(sent).revision());
  }

  // The first revision is that of nothing corrected. That two are two who were not merged is put right about both, and
  // no event tells it.
  void check_corrections(const std::string& person, int revision) {
    const auto apart = told_apart_.find(person);
    const int untold_max = apart == told_apart_.end() ? 0 : static_cast<int>(apart->second.size());
    verdict_.expect(ledger_.corrections_of(person) + untold_max >= revision - 1, kCorrectionsTold, "person " + person);
  }

  // What was changed of a group: it may have been changed again since.
  void check_changed(const Sent& sent) {
    if (const auto change = as<registration::v1::ChangeHeadCountRequest>(sent)) {
      const auto response = response_of<registration::v1::ChangeHeadCountResponse>(sent);
      const ToldGroup* group = told_group(change->group_id());
      promised(group != nullptr && (response.part_head_count() > 0 || response.head_count() == change->head_count()),
               "the head count of group " + change->group_id());
      if (response.part_head_count() == 0) return;
      const ToldGroup* part = told_group(change->waiting_group_id());
      promised(part != nullptr && !part->part_of.empty() && part->registered_count == response.part_head_count(),
               "group " + change->waiting_group_id() + ", who wait");
    }
    if (const auto one = as<registration::v1::SubstituteMemberRequest>(sent)) {
      const ToldGroup* group = told_group(one->group_id());
      promised(group != nullptr && was_in(*group, one->substitute().person_id()),
               "person " + one->substitute().person_id() + " in group " + one->group_id());
    }
    if (const auto members = as<registration::v1::CancelMembersRequest>(sent)) {
      const ToldGroup* group = told_group(members->group_id());
      for (const std::string& person : members->person_ids())
        promised(group != nullptr && has_left_one(group->session, person),
                 "person " + person + " out of group " + members->group_id());
    }
    if (const auto pass = as<registration::v1::PassOverWaitlistRequest>(sent)) {
      const ToldGroup* group = told_group(pass->group_id());
      promised(group != nullptr && group->confirmed, "seats of group " + pass->group_id());
    }
  }

  bool was_in(const ToldGroup& group, const std::string& person) const {
    const std::set<std::string> ids = ledger_.people().ever_one_with(person);
    return std::ranges::any_of(ids, [&](const std::string& id) { return group.ever.contains(id); });
  }

  bool has_left_one(const std::string& session, const std::string& person) const {
    const std::set<std::string> ids = ledger_.people().ever_one_with(person);
    return std::ranges::any_of(ids, [&](const std::string& id) { return ledger_.has_left_one(session, id); });
  }

  // Who was said to be one, or two, was so at a time.
  void check_merged(const Sent& sent) {
    const auto note = [&](const MergesTold& told, const std::string& kept, const std::string& merged) {
      merges_.merged.emplace(kept, merged);
      promised(told.merged().contains({kept, merged}), kept + " and " + merged + ", who are one");
    };
    const auto note_apart = [&](const auto& told, bool is_told, const std::string& one, const std::string& other) {
      const auto pair = MergesTold::in_order(one, other);
      merges_.parted.insert(pair);
      promised(!is_told || told.contains(pair), one + " and " + other + ", who are two");
    };
    if (const auto merge = as<registration::v1::MergePeopleRequest>(sent))
      note(ledger_.people(), merge->kept_person_id(), merge->merged_person_id());
    if (const auto part = as<registration::v1::UnmergePeopleRequest>(sent))
      note_apart(ledger_.people().parted(), response_of<registration::v1::UnmergePeopleResponse>(sent).were_merged(),
                 part->person_id(), part->other_person_id());
    if (const auto merge = as<registration::v1::MergeOrganisationsRequest>(sent))
      note(ledger_.organisations(), merge->organisation_id(), merge->merged_organisation_id());
    if (const auto part = as<registration::v1::UnmergeOrganisationsRequest>(sent))
      note_apart(ledger_.organisations().apart(), true, part->organisation_id(), part->other_organisation_id());
  }

  using Pairs = std::set<std::pair<std::string, std::string>>;
  void expect_asked(const Pairs& told, const Pairs& asked, const std::string& whose) {
    for (const auto& [one, other] : told)
      verdict_.expect(asked.contains({one, other}), kNothingElse, whose + " " + one + " and " + other);
  }

  const ToldGroup* told_group(const std::string& id) const {
    const auto found = ledger_.groups().find(id);
    return found == ledger_.groups().end() ? nullptr : &found->second;
  }

  void expect_told(const char* type, const std::string& id) {
    promised(ledger_.has(type, id), std::string(type) + " " + id);
  }

  void check_told(const Sent& sent) {
    if (const auto added = as<registration::v1::AddOrganisationRequest>(sent))
      expect_told("OrganisationAdded", added->organisation_id());
    if (const auto added = as<scheduling::v1::AddCountryRequest>(sent))
      expect_told("CountryAdded", added->country_id());
    if (const auto added = as<scheduling::v1::AddRegionRequest>(sent)) expect_told("RegionAdded", added->region_id());
    if (const auto added = as<scheduling::v1::AddSiteRequest>(sent)) expect_told("SiteAdded", added->site_id());
    if (const auto added = as<scheduling::v1::AddVenueRequest>(sent)) expect_told("VenueAdded", added->venue_id());
    if (const auto added = as<scheduling::v1::AddRoomRequest>(sent)) expect_told("RoomAdded", added->room_id());
    if (const auto added = as<scheduling::v1::AddProgrammeRequest>(sent))
      expect_told("ProgrammeAdded", added->programme_id());
    if (const auto added = as<scheduling::v1::AddProjectRequest>(sent))
      expect_told("ProjectAdded", added->project_id());
    if (const auto planned = as<scheduling::v1::PlanRoundRequest>(sent))
      expect_told("RoundPlanned", planned->round_id());
    if (const auto added = as<scheduling::v1::AddRoundRegionsRequest>(sent))
      for (const std::string& region : added->region_ids())
        promised(ledger_.regions_of(added->round_id()).contains(region), "a region of round " + added->round_id());
    if (const auto published = as<scheduling::v1::PublishSessionRequest>(sent))
      expect_told("SessionPublished", published->session_id());
    if (const auto cancelled = as<scheduling::v1::CancelSessionRequest>(sent))
      expect_told("SessionCancelled", cancelled->session_id());
    if (const auto renamed = as<scheduling::v1::RenameThingRequest>(sent))
      expect_told("ThingRenamed", renamed->thing_id());
  }

  const Ledger& ledger_;
  Verdict& verdict_;
  Trace& trace_;
  struct KnownKey {
    std::string person;
    std::string request_id;         // of whoever was told first, of those looked at
    std::set<std::string> regions;  // to which it was told; empty: the network
  };
  std::map<std::pair<std::string, std::string>, KnownKey> keys_;
  // The last days that were asked for, by organisation, person and first day.
  std::map<std::tuple<std::string, std::string, std::string>, std::set<std::string>> last_days_;
  // What each scan was answered with: by its session, its id and who was scanned.
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<int>> said_;
  std::map<std::pair<std::string, std::string>, std::set<std::string>> scanned_;  // people by session and scan
  std::set<std::pair<std::string, std::string>> may_attend_;  // by session and person
  std::set<std::tuple<std::string, std::string, std::string>> sure_, unsure_;  // session, person and scan of who will
  std::set<std::string> settled_;                                        // scans that somebody has settled
  std::map<std::string, std::set<std::string>> told_apart_;  // people, and of whom each may have been said to be two
  // What was asked for with success, of people and organisations.
  struct {
    Pairs merged, parted;
  } merges_;
};

}  // namespace

void check_promises(std::deque<Sent>& requests, const Ledger& ledger, Verdict& verdict, Trace& trace) {
  Promises promises(ledger, verdict, trace);
  promises.note_told_apart(requests);
  for (const Sent& sent : requests) promises.check(sent);
  promises.check_attendances(requests);
  promises.check_last_days();
  promises.check_nothing_else(requests);
}

std::map<std::string, std::set<std::string>> people_promised(const std::deque<Sent>& requests) {
  std::map<std::string, std::set<std::string>> promised;
  const auto add = [&](const auto& request) {
    for (const auto& member : request->members()) promised[request->group_id()].insert(member.person_id());
  };
  for (const Sent& sent : requests) {
    if (!sent.succeeded()) continue;
    if (const auto group = as<registration::v1::RegisterGroupRequest>(sent)) add(group);
    if (const auto names = as<registration::v1::NameGroupMembersRequest>(sent)) add(names);
    if (const auto one = as<registration::v1::SubstituteMemberRequest>(sent))
      promised[one->group_id()].insert(one->substitute().person_id());
  }
  return promised;
}

}  // namespace opora::simulation
