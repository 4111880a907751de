#include "opora/load/tests/folder_edits.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "platform/dates/time_zone.h"

namespace opora::load {
namespace {

namespace r = registration::v1;

const std::vector<std::string> kHeld = {"first", "second", "third"};

bool has_come(const EditedFolder& folder, const std::string& session, const std::string& person) {
  for (const FolderRow& row : folder.rows("attendances.csv"))
    if (row.at("session") == session && row.at("person") == person) return true;
  return false;
}

void add_attendance(EditedFolder& folder, const std::string& session, const std::string& person) {
  folder.recorded.emplace(session, person);
  if (has_come(folder, session, person)) return;  // two are one
  FolderRow row;
  row["session"] = session;
  row["person"] = person;
  row["scanned_at"] = scanned_at(folder, session, person);
  folder.rows("attendances.csv").push_back(std::move(row));
}

const std::string& some_person(const EditSource& source) {
  return source.dice.pick(source.folder.rows("people.csv")).at("key");
}

std::shared_ptr<r::CheckInBatchRequest> scan_of(const EditSource& source, const std::string& session,
                                                const std::string& person) {
  auto request = new_request<r::CheckInBatchRequest>(source);
  request->set_session_id(thing_id("sessions.csv", session));
  r::Scan& scan = *request->add_scans();
  scan.set_check_in_id(source.platform.fresh_id());
  scan.set_person_id(source.platform.person(person));
  scan.set_scanned_at_us(instant_of(scanned_at(source.folder, session, person), kZoneOfFolder).value().us);
  return request;
}

// Whoever was taken back counts again by being restored: a scan from before that says nothing new.
FolderEdit somebody_came(const EditSource& source) {
  const std::string& session = source.dice.pick(kHeld);
  const std::string& person = some_person(source);
  FolderEdit edit{person + " came to " + session, source.folder};
  add_attendance(edit.then, session, person);
  if (!source.folder.recorded.contains({session, person})) {
    edit.command = scan_of(source, session, person);
    return edit;
  }
  auto request = new_request<r::RestoreAttendanceRequest>(source);
  request->set_session_id(thing_id("sessions.csv", session));
  request->set_person_id(source.platform.person(person));
  request->set_reason("That was the mistake");
  edit.words += " after all";
  edit.command = std::move(request);
  edit.is_only_called = true;
  return edit;
}

FolderEdit somebody_did_not_come(const EditSource& source, std::size_t number) {
  FolderEdit edit{"", source.folder};
  std::vector<FolderRow>& rows = edit.then.rows("attendances.csv");
  const FolderRow row = rows.at(number);
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(number));
  edit.words = row.at("person") + " did not come to " + row.at("session");
  auto request = new_request<r::TakeBackAttendanceRequest>(source);
  request->set_session_id(thing_id("sessions.csv", row.at("session")));
  request->set_person_id(source.platform.person(row.at("person")));
  request->set_code(r::CORRECTION_CODE_DID_NOT_COME);
  request->set_reason("They were on holiday");
  edit.command = std::move(request);
  edit.is_only_called = edit.is_withdrawal = true;
  return edit;
}

// To another session, or to another person. None is moved to a session that is still to come, nor to whom nobody knows.
FolderEdit somebody_else_came(const EditSource& source, std::size_t number) {
  static const std::vector<std::string> kSessions = {"first", "second", "third", "next"};
  FolderEdit edit{"", source.folder};
  std::vector<FolderRow>& rows = edit.then.rows("attendances.csv");
  const FolderRow row = rows.at(number);
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(number));
  const bool is_other_session = source.dice.once_in(2);
  const std::string session = is_other_session ? source.dice.pick(kSessions) : row.at("session");
  const std::string person = is_other_session ? row.at("person") : some_person(source);
  add_attendance(edit.then, session, person);
  edit.words = row.at("person") + " at " + row.at("session") + " was " + person + " at " + session;
  auto request = new_request<r::MoveAttendanceRequest>(source);
  request->set_session_id(thing_id("sessions.csv", row.at("session")));
  request->set_person_id(source.platform.person(row.at("person")));
  request->set_to_session_id(thing_id("sessions.csv", session));
  request->set_to_person_id(source.platform.person(person));
  request->set_code(is_other_session ? r::CORRECTION_CODE_WRONG_SESSION : r::CORRECTION_CODE_WRONG_PERSON);
  request->set_reason("It was entered wrongly");
  edit.command = std::move(request);
  edit.is_only_called = true;
  return edit;
}

// No more of an organisation than that all of them together fit into the smallest room of a session that was held.
FolderEdit others_came(const EditSource& source) {
  static const std::vector<std::string> kOrganisations = {"dawn", "brook", "town"};
  const std::string& session = source.dice.pick(kHeld);
  const std::string& organisation = source.dice.pick(kOrganisations);
  const int count = source.dice.from_to(0, 2);
  FolderEdit edit{std::to_string(count) + " others of " + organisation + " came to " + session, source.folder};
  edit.then.unnamed[{session, organisation}] = count;
  auto request = new_request<r::CountAttendanceRequest>(source);
  request->set_session_id(thing_id("sessions.csv", session));
  request->set_organisation_id(thing_id("organisations.csv", organisation));
  request->set_person_count(count);
  request->set_reason("Counted again");
  edit.command = std::move(request);
  edit.is_only_called = true;
  return edit;
}

}  // namespace

FolderEdit edit_of_attendances(const EditSource& source) {
  const std::size_t count = source.folder.rows("attendances.csv").size();
  const std::size_t kind = source.dice.below(8);
  if (count == 0 || kind < 3) return somebody_came(source);
  if (kind == 3) return others_came(source);
  const std::size_t number = source.dice.below(count);
  return kind < 6 ? somebody_did_not_come(source, number) : somebody_else_came(source, number);
}

}  // namespace opora::load
