#include <algorithm>

#include "opora/load/tests/folder_edits.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/dates/dates.h"

namespace opora::load {
namespace {

namespace s = scheduling::v1;

FolderRow& some_session(const EditSource& source, FolderEdit& edit) {
  std::vector<FolderRow>& rows = edit.then.rows("sessions.csv");
  return rows.at(source.dice.below(rows.size()));
}

FolderEdit other_title(const EditSource& source) {
  FolderEdit edit{"", source.folder};
  FolderRow& row = some_session(source, edit);
  row.at("title_en") = source.dice.another_name(row.at("key"));
  edit.words = row.at("key") + " is called " + row.at("title_en");
  auto request = new_request<s::RenameThingRequest>(source);
  request->set_thing_id(thing_id("sessions.csv", row.at("key")));
  request->set_kind(s::NAMED_THING_SESSION);
  (*request->mutable_name()->mutable_by_language())["en"] = row.at("title_en");
  request->set_reason(reason_for(source.dice));
  edit.command = std::move(request);
  return edit;
}

// On the same day: "begun" has begun, and is not over, whenever it starts. Those to come may find their room taken.
FolderEdit moved_session(const EditSource& source) {
  static const std::vector<std::string> kRooms = {"hall", "den"}, kDurations = {"60", "90", "120"};
  FolderEdit edit{"", source.folder};
  FolderRow& row = some_session(source, edit);
  const bool has_begun = row.at("key") == "begun";
  const int hour = has_begun ? source.dice.from_to(8, 10) : source.dice.from_to(9, 12);
  row.at("room") = source.dice.pick(kRooms);
  row.at("local_start") = date_of(row.at("local_start")) + (hour < 10 ? "T0" : "T") + std::to_string(hour) + ":00";
  row.at("duration_minutes") = source.dice.pick(kDurations);
  edit.words = row.at("key") + " is moved to " + row.at("local_start") + ", " + row.at("room") + ", " +
               row.at("duration_minutes") + " minutes";
  auto request = new_request<s::MoveSessionRequest>(source);
  request->set_session_id(thing_id("sessions.csv", row.at("key")));
  request->set_room_id(thing_id("places.csv", row.at("room")));
  request->set_local_start(row.at("local_start"));
  request->set_duration_minutes(number_in(row, "duration_minutes"));
  request->set_capacity(number_in(row, "capacity"));
  request->set_local_registration_end(row.at("local_registration_end"));
  request->set_registrations(s::REGISTRATIONS_KEEP);
  request->set_reason(reason_for(source.dice));
  edit.command = std::move(request);
  return edit;
}

// As many as an empty platform has to have seats for, so that it takes the folder; where people came, for all of them:
// with whom somebody came is said by groups that have their seats, and not by those that wait.
int least_capacity(const EditedFolder& folder, const std::string& session) {
  int largest = 1, all = 0;
  for (const FolderRow& group : folder.rows("groups.csv")) {
    if (group.at("session") != session) continue;
    largest = std::max(largest, number_in(group, "head_count"));
    all += number_in(group, "head_count");
  }
  constexpr int kCountedWithoutNamesMax = 6;
  return was_held(session) ? std::max(all, kCountedWithoutNamesMax) : largest;
}

FolderEdit other_capacity(const EditSource& source) {
  FolderEdit edit{"", source.folder};
  FolderRow& row = some_session(source, edit);
  const int least = least_capacity(source.folder, row.at("key"));
  row.at("capacity") = std::to_string(source.dice.from_to(least, least + 8));
  edit.words = row.at("key") + " is for " + row.at("capacity");
  auto request = new_request<s::ChangeCapacityRequest>(source);
  request->set_session_id(thing_id("sessions.csv", row.at("key")));
  request->set_capacity(number_in(row, "capacity"));
  request->set_reason(reason_for(source.dice));
  edit.command = std::move(request);
  return edit;
}

}  // namespace

FolderEdit edit_of_sessions(const EditSource& source) {
  switch (source.dice.below(4)) {
    case 0: return other_title(source);
    case 1: return moved_session(source);
    default: return other_capacity(source);
  }
}

}  // namespace opora::load
