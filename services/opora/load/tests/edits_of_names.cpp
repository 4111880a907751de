#include "opora/load/list_reason.h"
#include "opora/load/tests/folder_edits.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"

namespace opora::load {
namespace {

namespace r = registration::v1;
namespace s = scheduling::v1;

s::NamedThing kind_of(const std::string& file, const FolderRow& row) {
  if (file == "programmes.csv") return s::NAMED_THING_PROGRAMME;
  if (file == "projects.csv") return s::NAMED_THING_PROJECT;
  if (file == "rounds.csv") return s::NAMED_THING_ROUND;
  const std::string& kind = row.at("kind");
  if (kind == "country") return s::NAMED_THING_COUNTRY;
  if (kind == "region") return s::NAMED_THING_REGION;
  if (kind == "site") return s::NAMED_THING_SITE;
  return kind == "venue" ? s::NAMED_THING_VENUE : s::NAMED_THING_ROOM;
}

FolderEdit renamed_organisation(const EditSource& source) {
  FolderEdit edit{"", source.folder};
  FolderRow& row = edit.then.rows("organisations.csv").at(source.dice.below(3));
  row.at("name_en") = source.dice.another_name(row.at("key"));
  edit.words = row.at("key") + " is called " + row.at("name_en");
  auto request = new_request<r::RenameOrganisationRequest>(source);
  request->set_organisation_id(thing_id("organisations.csv", row.at("key")));
  (*request->mutable_name()->mutable_by_language())["en"] = row.at("name_en");
  request->set_reason(reason_for(source.dice));
  edit.command = std::move(request);
  return edit;
}

FolderEdit renamed_thing(const EditSource& source) {
  static const std::vector<std::string> kFiles = {"places.csv", "places.csv", "programmes.csv", "projects.csv",
                                                  "rounds.csv"};
  const std::string& file = source.dice.pick(kFiles);
  FolderEdit edit{"", source.folder};
  std::vector<FolderRow>& rows = edit.then.rows(file);
  FolderRow& row = rows.at(source.dice.below(rows.size()));
  row.at("name_en") = source.dice.another_name(row.at("key"));
  edit.words = file + ": " + row.at("key") + " is called " + row.at("name_en");
  auto request = new_request<s::RenameThingRequest>(source);
  request->set_thing_id(thing_id(file, row.at("key")));
  request->set_kind(kind_of(file, row));
  (*request->mutable_name()->mutable_by_language())["en"] = row.at("name_en");
  request->set_reason(reason_for(source.dice));
  edit.command = std::move(request);
  return edit;
}

// A row of somebody who is on a roster: of guests, whom nobody has introduced, no platform knows a name.
std::size_t some_membership(const EditSource& source) {
  const std::vector<FolderRow>& rows = source.folder.rows("people.csv");
  for (;;) {
    const std::size_t number = source.dice.below(rows.size());
    if (!rows[number].at("organisation").empty()) return number;
  }
}

// Of people the list itself is named, since reasons may say who somebody is.
template <class Request>
std::shared_ptr<Request> said_of(const EditSource& source, const FolderRow& row) {
  auto request = new_request<Request>(source);
  request->set_organisation_id(thing_id("organisations.csv", row.at("organisation")));
  request->set_person_id(source.platform.person(row.at("key")));
  request->set_reason("They say so");
  if (source.dice.once_in(2)) request->set_list(kListOfFolder);
  return request;
}

// In all rows of theirs: one person has one name, and these people one job.
void put_in_all_rows(EditedFolder& folder, const std::string& person, const std::string& column,
                     const std::string& cell) {
  for (FolderRow& each : folder.rows("people.csv"))
    if (each.at("key") == person) each.at(column) = cell;
}

FolderEdit renamed_person(const EditSource& source) {
  const FolderRow& row = source.folder.rows("people.csv").at(some_membership(source));
  const std::string name = source.dice.another_name(row.at("key"));
  FolderEdit edit{row.at("key") + " is called " + name, source.folder};
  put_in_all_rows(edit.then, row.at("key"), "name", name);
  auto request = said_of<r::CorrectPersonRequest>(source, row);
  request->set_name(name);
  edit.command = std::move(request);
  return edit;
}

FolderEdit other_occupation(const EditSource& source) {
  static const std::vector<std::pair<std::string, r::Occupation>> kOccupations = {
      {"psychologist", r::OCCUPATION_PSYCHOLOGIST}, {"social-worker", r::OCCUPATION_SOCIAL_WORKER},
      {"teacher", r::OCCUPATION_TEACHER},           {"health-worker", r::OCCUPATION_HEALTH_WORKER},
      {"manager", r::OCCUPATION_MANAGER},           {"other", r::OCCUPATION_OTHER}};
  const FolderRow& row = source.folder.rows("people.csv").at(some_membership(source));
  const auto& [code, occupation] = source.dice.pick(kOccupations);
  FolderEdit edit{row.at("key") + " works as " + code, source.folder};
  put_in_all_rows(edit.then, row.at("key"), "occupation", code);
  auto request = said_of<r::CorrectPersonRequest>(source, row);
  request->set_occupation(occupation);
  edit.command = std::move(request);
  return edit;
}

// Before, on and after days on which sessions were held; of some, before their first one, which is refused.
FolderEdit other_last_day(const EditSource& source) {
  static const std::vector<std::string> kLastDays = {"",           "",           "2020-06-30", "2022-06-30",
                                                     "2023-09-17", "2023-09-18", "2023-09-19", "2023-12-31"};
  const std::size_t number = some_membership(source);
  const FolderRow& row = source.folder.rows("people.csv").at(number);
  const std::string& last_day = source.dice.pick(kLastDays);
  FolderEdit edit{row.at("key") + "'s last day at " + row.at("organisation") + " is \"" + last_day + "\"",
                  source.folder};
  edit.then.rows("people.csv").at(number).at("until_date") = last_day;
  auto request = said_of<r::EndMembershipRequest>(source, row);
  request->set_from_date(row.at("from_date"));
  request->set_until_date(last_day);
  edit.command = std::move(request);
  return edit;
}

}  // namespace

std::string reason_for(Dice& dice) { return dice.once_in(2) ? reason_of_list(kListOfFolder) : "Somebody says so"; }

FolderEdit edit_of_names(const EditSource& source) {
  switch (source.dice.below(6)) {
    case 0: return renamed_organisation(source);
    case 1: return renamed_thing(source);
    case 2: return renamed_person(source);
    case 3: return other_occupation(source);
    default: return other_last_day(source);
  }
}

FolderEdit some_edit(const EditSource& source) {
  switch (source.dice.below(10)) {
    case 0:
    case 1: return edit_of_names(source);
    case 2:
    case 3: return edit_of_sessions(source);
    case 4:
    case 5:
    case 6: return edit_of_attendances(source);
    default: return edit_of_groups(source);
  }
}

}  // namespace opora::load
