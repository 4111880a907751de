#include "opora/load/tests/any_order.h"

#include <cstddef>
#include <utility>

#include "opora/load/tests/canonical_figures.h"
#include "opora/load/tests/folder_edits.h"
#include "opora/load/tests/replayed_seats.h"
#include "opora/registration/v1/registration_service.pb.h"

namespace opora::load {
namespace {

namespace r = registration::v1;

std::string line_of_listed(WholePlatform& platform, const r::GroupSummary& group) {
  if (group.status() == r::GROUP_STATUS_CANCELLED)
    return line_of_group(group.group_id(), PartyStanding::cancelled, 0, 0);
  if (group.status() == r::GROUP_STATUS_CONFIRMED)
    return line_of_group(group.group_id(), PartyStanding::seated, group.head_count(), 0);
  r::GetGroupRequest request;
  request.set_group_id(group.group_id());
  const int place = platform.ask<r::GetGroupResponse>(request).group().waitlist_place();
  return line_of_group(group.group_id(), PartyStanding::waiting, group.head_count(), place);
}

// As ReplayedSeats::seats() has it.
std::vector<std::string> seats_told(WholePlatform& platform, const std::string& session) {
  r::GetSeatsRequest how_full;
  how_full.set_session_id(session);
  const auto seats = platform.ask<r::GetSeatsResponse>(how_full);
  std::vector<std::string> lines{line_of_session(seats.capacity(), seats.confirmed_count(),
                                                 seats.waiting_group_count(), seats.waiting_head_count())};
  r::ListGroupsRequest all;
  all.set_session_id(session);
  all.set_page_size(500);
  const auto listed = platform.ask<r::ListGroupsResponse>(all);
  for (const r::GroupSummary& group : listed.groups()) lines.push_back(line_of_listed(platform, group));
  return lines;
}

class Edited {
 public:
  Edited(std::uint64_t seed, EditsPlayed& played) : seed_(seed), dice_(seed), played_(played) {}

  void play(int edit_count) {
    if (!platform_.load(folder_.files())) return found("the folder is refused before any edit: " + platform_.refusal());
    for (int played = 0; played < edit_count && findings_ == 0;) played += take_turn();
    if (findings_ == 0) compare_with_empty();
    for (const std::string& trouble : platform_.troubles()) found(trouble);
  }

 private:
  // Of one to three edits; how many.
  int take_turn() {
    const std::size_t events_before = platform_.event_count();
    const bool is_by_folder = dice_.once_in(2);
    const FolderEdit edit = some_edit({dice_, platform_, folder_});
    const int count = is_by_folder && !edit.is_only_called ? load_with_others(edit) : call(edit, is_by_folder);
    if (!went_in_ && platform_.event_count() != events_before) found("it was refused, and changed something");
    compare_seats();
    return count;
  }

  int load_with_others(const FolderEdit& first) {
    EditedFolder then = first.then;
    std::string words = first.words;
    int count = 1;
    while (count < 3 && dice_.once_in(3)) {
      const FolderEdit next = some_edit({dice_, platform_, then});
      if (next.is_only_called) break;
      then = next.then;
      words += "; " + next.words;
      ++count;
    }
    went_in_ = platform_.load(then.files());
    note("loaded", words);
    (went_in_ ? played_.loaded : played_.refused) += count;
    if (went_in_) folder_ = std::move(then);
    return count;
  }

  // What is gone from a folder stays when that is loaded, until somebody withdraws it.
  int call(const FolderEdit& edit, bool is_loaded_first) {
    if (edit.is_withdrawal && is_loaded_first) {
      const std::size_t events_before = platform_.event_count();
      if (!platform_.load(edit.then.files())) found("a row that is gone is refused: " + platform_.refusal());
      if (platform_.event_count() != events_before) found("a row that is gone changes something: " + edit.words);
    }
    went_in_ = platform_.call(*edit.command);
    note("called", edit.words);
    ++(went_in_ ? played_.called : played_.refused);
    if (!went_in_) return 1;
    folder_ = edit.part && seats_.has_group(edit.part->id) ? edit.part->then : edit.then;
    return 1;
  }

  void note(const std::string& how, const std::string& words) {
    done_.push_back(how + ": " + words + (went_in_ ? "" : " - refused: " + platform_.refusal()));
  }

  void compare_seats() {
    for (const FolderRow& row : folder_.rows("sessions.csv")) {
      const std::string id = thing_id("sessions.csv", row.at("key"));
      const std::vector<std::string> told = seats_told(platform_, id), replayed = seats_.seats(id);
      if (told == replayed) continue;
      std::string finding = "the seats of " + row.at("key") + " are not those of the replay";
      for (const std::string& line : told) finding += "\n    platform: " + line;
      for (const std::string& line : replayed) finding += "\n    replay:   " + line;
      found(finding);
    }
  }

  void compare_with_empty() {
    WholePlatform empty(platform_.now());
    if (!empty.load(folder_.files()))
      return found("the last folder is refused by an empty platform: " + empty.refusal());
    for (const auto& [where, count] : folder_.unnamed) {
      r::CountAttendanceRequest request;
      request.set_request_id(empty.fresh_id());
      request.set_session_id(thing_id("sessions.csv", where.first));
      request.set_organisation_id(thing_id("organisations.csv", where.second));
      request.set_person_count(count);
      if (!empty.call(request)) found("a count is refused by an empty platform: " + empty.refusal());
    }
    std::string finding;
    for (const std::string& line : differences(canonical_figures(platform_), canonical_figures(empty)))
      finding += "\n    " + line;
    if (!finding.empty()) found("the figures are not those of the last folder:" + finding);
    for (const std::string& trouble : empty.troubles()) found("of the empty platform: " + trouble);
  }

  void found(const std::string& what) {
    ++findings_;
    std::string finding = "seed " + std::to_string(seed_) + ": " + what + "\n  after";
    for (const std::string& line : done_) finding += "\n    " + line;
    played_.findings.push_back(std::move(finding));
  }

  const std::uint64_t seed_;
  Dice dice_;
  EditsPlayed& played_;
  EditedFolder folder_ = folder_before_edits();
  ReplayedSeats seats_;
  WholePlatform platform_{kBeforeEdits, [this](const google::protobuf::Message& command, Instant now) {
                            seats_.hear(command, now);
                          }};
  bool went_in_ = false;
  int findings_ = 0;
  std::vector<std::string> done_;
};

}  // namespace

EditsPlayed play_edits(std::uint64_t first_seed, int seed_count, int edit_count) {
  EditsPlayed played;
  for (std::uint64_t seed = first_seed; seed < first_seed + static_cast<std::uint64_t>(seed_count); ++seed)
    Edited(seed, played).play(edit_count);
  return played;
}

}  // namespace opora::load
