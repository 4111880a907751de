#include "opora/tool/lists.h"

#include <algorithm>
#include <map>
#include <optional>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "opora/tool/days.h"
#include "opora/tool/pages.h"
#include "opora/tool/rounds.h"
#include "opora/tool/say.h"
#include "opora/tool/written.h"
#include "platform/dates/dates.h"
#include "platform/ids/ids.h"
#include "reporting/report/names.h"

namespace opora::tool {
namespace {

namespace planned = scheduling::v1;
namespace v1 = registration::v1;

// "SESSION_KIND_ROUND_TABLE" as a folder writes it: "round-table".
std::string word_of(const std::string& name, std::string_view prefix) {
  std::string word = name.substr(std::min(prefix.size(), name.size()));
  for (char& each : word) each = each == '_' ? '-' : static_cast<char>(each - 'A' + 'a');
  return word;
}

std::string time_in(const google::protobuf::Timestamp& time) {
  return to_rfc3339(Instant{time.seconds() * 1'000'000}, Precision::seconds);
}

Result<void> check_id(const std::string& id, const std::string& what) {
  if (uuid_of(id)) return {};
  return refuse(Code::invalid, "ID_MALFORMED",
                "\"" + id + "\" is no id of " + what + ", which has 36 characters: opora list prints it.");
}

std::string called(const platform::v1::LocalizedText& name, const ListOptions& options) {
  return report::in_language(name, options.language, "").text;
}

std::string joined(const google::protobuf::RepeatedPtrField<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : " ") + id;
  return text;
}

Result<Table> rounds(Client& client, const ListOptions& options) {
  Table table{{{"round_id"}, {"name"}, {"year", true}, {"programme_id"}, {"region_ids"}}, {}};
  TRY_DO(each_page<planned::ListRoundsResponse>(client, planned::ListRoundsRequest(), [&](const auto& page) {
    for (const auto& each : page.rounds())
      table.rows.push_back({each.round_id(), called(each.name(), options), std::to_string(each.year()),
                            each.programme_id(), joined(each.region_ids())});
  }));
  return table;
}

Result<Table> programmes(Client& client, const ListOptions& options) {
  Table table{{{"programme_id"}, {"name"}}, {}};
  TRY_DO(each_page<planned::ListProgrammesResponse>(client, planned::ListProgrammesRequest(), [&](const auto& page) {
    for (const auto& each : page.programmes())
      table.rows.push_back({each.programme_id(), called(each.name(), options)});
  }));
  return table;
}

Result<Table> places(Client& client, const ListOptions& options) {
  planned::ListPlacesRequest request;
  request.set_region_id(options.region);
  Table table{{{"kind"}, {"name"}, {"place_id"}, {"parent_id"}, {"code"}, {"time_zone"}, {"capacity", true}}, {}};
  TRY_DO(each_page<planned::ListPlacesResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& each : page.places())
      table.rows.push_back({word_of(planned::PlaceKind_Name(each.kind()), "PLACE_KIND_"), called(each.name(), options),
                            each.place_id(), each.parent_id(), each.code(), each.time_zone(),
                            each.kind() == planned::PLACE_KIND_ROOM ? std::to_string(each.capacity()) : ""});
  }));
  return table;
}

// What places are called, by their ids.
Result<std::map<std::string, std::string>> names_of_places(Client& client, const ListOptions& options) {
  std::map<std::string, std::string> names;
  TRY_DO(each_page<planned::ListPlacesResponse>(client, planned::ListPlacesRequest(), [&](const auto& page) {
    for (const auto& each : page.places()) names.emplace(each.place_id(), called(each.name(), options));
  }));
  return names;
}

std::string status_of(const planned::Session& session) {
  return session.cancelled() ? "cancelled" : session.published() ? "published" : "planned";
}

Result<Table> sessions(Client& client, const ListOptions& options) {
  planned::ListSessionsRequest request;
  TRY(round, round_id_of(client, options.of));
  request.set_round_id(round);
  TRY(names, names_of_places(client, options));
  Table table{{{"session_id"}, {"title"}, {"kind"}, {"local_start"}, {"time_zone"}, {"duration_minutes", true},
               {"site"}, {"room"}, {"capacity", true}, {"local_registration_end"}, {"topic"}, {"audience"},
               {"status"}},
              {}};
  TRY_DO(each_page<planned::ListSessionsResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& each : page.sessions())
      table.rows.push_back({each.session_id(), called(each.title(), options),
                            word_of(planned::SessionKind_Name(each.kind()), "SESSION_KIND_"), each.local_start(),
                            each.time_zone(), std::to_string(each.duration_minutes()), names[each.site_id()],
                            names[each.room_id()], std::to_string(each.capacity()), each.local_registration_end(),
                            each.topic(), each.audience(), status_of(each)});
  }));
  return table;
}

Result<std::vector<v1::Organisation>> all_organisations(Client& client, const ListOptions& options) {
  v1::ListOrganisationsRequest request;
  request.set_region_id(options.region);
  std::vector<v1::Organisation> found;
  TRY_DO(each_page<v1::ListOrganisationsResponse>(client, std::move(request), [&](const auto& page) {
    found.insert(found.end(), page.organisations().begin(), page.organisations().end());
  }));
  return found;
}

Result<Table> organisations(Client& client, const ListOptions& options) {
  TRY(found, all_organisations(client, options));
  Table table{{{"organisation_id"}, {"name"}, {"kind"}, {"region_id"}}, {}};
  for (const auto& each : found)
    table.rows.push_back({each.organisation_id(), called(each.name(), options),
                          word_of(v1::OrganisationKind_Name(each.kind()), "ORGANISATION_KIND_"), each.region_id()});
  return table;
}

// Their keys by their ids; none, where no list is named.
Result<std::map<std::string, std::string>> keys_by_person(Client& client, const ListOptions& options) {
  std::map<std::string, std::string> keys;
  if (options.keys.empty()) return keys;
  TRY(people, people_by_key(client, options.keys, options.region));
  for (const auto& [key, person] : people) keys.emplace(person, key);
  return keys;
}

// Who works, has worked or will work where. Rosters of organisations that work in all regions are administrators' to
// read, so a region's list is without them.
Result<Table> people(Client& client, const ListOptions& options) {
  TRY(found, all_organisations(client, options));
  TRY(keys, keys_by_person(client, options));
  Table table{{{"person_id"}, {"key"}, {"name"}, {"occupation"}, {"organisation"}, {"from_date"}, {"until_date"},
               {"organisation_id"}},
              {}};
  for (const auto& organisation : found) {
    if (!options.region.empty() && organisation.region_id() != options.region) continue;
    v1::GetRosterRequest request;
    request.set_organisation_id(organisation.organisation_id());
    TRY_DO(each_page<v1::GetRosterResponse>(client, std::move(request), [&](const auto& page) {
      for (const auto& each : page.members())
        table.rows.push_back({each.person_id(), keys[each.person_id()], each.name(),
                              word_of(v1::Occupation_Name(each.occupation()), "OCCUPATION_"),
                              called(organisation.name(), options), each.from_date(), each.until_date(),
                              organisation.organisation_id()});
    }));
  }
  return table;
}

Result<void> add_groups(Client& client, const std::string& session, const ListOptions& options, Table& table) {
  v1::ListGroupsRequest request;
  request.set_session_id(session);
  return each_page<v1::ListGroupsResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& each : page.groups())
      if (options.organisation.empty() || each.organisation_id() == options.organisation)
        table.rows.push_back({each.group_id(), each.organisation_id(), std::to_string(each.head_count()),
                              std::to_string(each.named_count()),
                              word_of(v1::GroupStatus_Name(each.status()), "GROUP_STATUS_"), session});
  });
}

Result<std::vector<std::string>> all_sessions(Client& client) {
  std::vector<std::string> rounds, sessions;
  TRY_DO(each_page<planned::ListRoundsResponse>(client, planned::ListRoundsRequest(), [&](const auto& page) {
    for (const auto& round : page.rounds()) rounds.push_back(round.round_id());
  }));
  for (const std::string& round : rounds) {
    planned::ListSessionsRequest request;
    request.set_round_id(round);
    TRY_DO(each_page<planned::ListSessionsResponse>(client, std::move(request), [&](const auto& page) {
      for (const auto& session : page.sessions())
        if (session.published()) sessions.push_back(session.session_id());
    }));
  }
  return sessions;
}

// A session's groups are its region's to read: of an organisation that may send some elsewhere that is said.
Result<void> add_groups_everywhere(Client& client, const ListOptions& options, Table& table) {
  TRY(sessions, all_sessions(client));
  int left_out = 0;
  for (const std::string& session : sessions) {
    const auto added = add_groups(client, session, options, table);
    if (!added && added.error().code != Code::denied) return added;
    left_out += added ? 0 : 1;
  }
  if (left_out > 0)
    say_error("Left out: " + std::to_string(left_out) + (left_out == 1 ? " session" : " sessions") +
              " of other regions, where the organisation may have groups as well. Their coordinators, and "
              "administrators, list those.");
  return {};
}

Result<Table> groups(Client& client, const ListOptions& options) {
  Table table{{{"group_id"}, {"organisation_id"}, {"head_count", true}, {"named_count", true}, {"status"},
               {"session_id"}},
              {}};
  if (!options.organisation.empty()) TRY_DO(check_id(options.organisation, "an organisation"));
  if (options.of.empty() && !options.organisation.empty()) {
    TRY_DO(add_groups_everywhere(client, options, table));
    return table;
  }
  TRY_DO(check_id(options.of, "a session"));
  TRY_DO(add_groups(client, options.of, options, table));
  return table;
}

// A row a person; those of a group who are only counted are a row together.
Result<Table> expected(Client& client, const ListOptions& options) {
  TRY_DO(check_id(options.of, "a session"));
  v1::ListExpectedRequest request;
  request.set_session_id(options.of);
  Table table{{{"organisation"}, {"status"}, {"name"}, {"people", true}, {"person_id"}, {"group_id"}}, {}};
  TRY_DO(each_page<v1::ListExpectedResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& group : page.groups()) {
      const std::string sender = called(group.organisation_name(), options);
      const std::string status = word_of(v1::GroupStatus_Name(group.status()), "GROUP_STATUS_");
      for (const auto& each : group.people())
        table.rows.push_back({sender, status, each.name(), "1", each.person_id(), group.group_id()});
      if (const int unnamed = group.head_count() - group.people_size(); unnamed > 0)
        table.rows.push_back({sender, status, "", std::to_string(unnamed), "", group.group_id()});
    }
  }));
  return table;
}

Result<Table> attendance(Client& client, const ListOptions& options) {
  TRY_DO(check_id(options.of, "a session"));
  v1::ListAttendanceRequest request;
  request.set_session_id(options.of);
  Table table{{{"scanned_at"}, {"name"}, {"person_id"}, {"organisation_id"}}, {}};
  TRY_DO(each_page<v1::ListAttendanceResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& each : page.attendances())
      table.rows.push_back({to_rfc3339(Instant{each.scanned_at_us()}, Precision::seconds), each.name(),
                            each.person_id(), each.organisation_id()});
  }));
  return table;
}

Result<Table> corrections(Client& client, const ListOptions& options) {
  TRY_DO(check_id(options.of, "a session"));
  v1::ListAttendanceCorrectionsRequest request;
  request.set_session_id(options.of);
  Table table{{{"person_id"}, {"change", true}, {"kind"}, {"code"}, {"reason"}, {"corrected_by"}, {"corrected_at"},
               {"other_session_id"}, {"other_person_id"}},
              {}};
  TRY_DO(each_page<v1::ListAttendanceCorrectionsResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& each : page.corrections())
      table.rows.push_back({each.person_id(), std::to_string(each.change()),
                            word_of(v1::CorrectionKind_Name(each.kind()), "CORRECTION_KIND_"),
                            each.code() == v1::CORRECTION_CODE_UNSPECIFIED
                                ? ""
                                : word_of(v1::CorrectionCode_Name(each.code()), "CORRECTION_CODE_"),
                            each.reason(),
                            each.corrected_by(), time_in(each.corrected_at()), each.other_session_id(),
                            each.other_person_id()});
  }));
  return table;
}

// Who came without names: of each organisation the last stands.
Result<Table> counts(Client& client, const ListOptions& options) {
  TRY_DO(check_id(options.of, "a session"));
  v1::ListAttendanceCountsRequest request;
  request.set_session_id(options.of);
  Table table{{{"organisation_id"}, {"change", true}, {"people", true}, {"reason"}, {"counted_by"}, {"counted_at"}},
              {}};
  TRY_DO(each_page<v1::ListAttendanceCountsResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& each : page.counts())
      table.rows.push_back({each.organisation_id(), std::to_string(each.change()), std::to_string(each.person_count()),
                            each.reason(), each.counted_by(), time_in(each.counted_at())});
  }));
  return table;
}

Result<Table> withdrawals(Client& client, const ListOptions& options) {
  TRY(since, start_of_day(options.of));
  v1::ListWithdrawalsRequest request;
  request.set_region_id(options.region);
  request.set_since_us(since.us);
  Table table{{{"changed_at"}, {"what"}, {"head_count_before", true}, {"head_count", true}, {"freed_seats", true},
               {"reason"}, {"note"}, {"changed_by"}, {"session_id"}, {"organisation_id"}, {"group_id"}},
              {}};
  TRY_DO(each_page<v1::ListWithdrawalsResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& each : page.withdrawals())
      table.rows.push_back({to_rfc3339(Instant{each.changed_at_us()}, Precision::seconds),
                            word_of(v1::GroupChangeKind_Name(each.kind()), "GROUP_CHANGE_KIND_"),
                            std::to_string(each.head_count_before()), std::to_string(each.head_count()),
                            std::to_string(each.freed_count()),
                            word_of(v1::GroupChangeReason_Name(each.reason()), "GROUP_CHANGE_REASON_"), each.note(),
                            word_of(v1::GroupChangedBy_Name(each.changed_by()), "GROUP_CHANGED_BY_"),
                            each.session_id(), each.organisation_id(), each.group_id()});
  }));
  return table;
}

// Sessions that have become too small for those who registered.
Result<Table> conflicts(Client& client, const ListOptions& options) {
  v1::ListConflictsRequest request;
  request.set_region_id(options.region);
  Table table{{{"session_id"}, {"conflicts"}, {"capacity", true}, {"confirmed", true}, {"largest_waiting", true}}, {}};
  TRY_DO(each_page<v1::ListConflictsResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& each : page.conflicts()) {
      std::string kinds;
      for (const int kind : each.kinds())
        kinds += (kinds.empty() ? "" : " ") +
                 word_of(v1::ConflictKind_Name(static_cast<v1::ConflictKind>(kind)), "CONFLICT_KIND_");
      table.rows.push_back({each.session_id(), kinds, std::to_string(each.capacity()),
                            std::to_string(each.confirmed_count()), std::to_string(each.largest_waiting_count())});
    }
  }));
  return table;
}

// What is alike about some, in the words of the contract.
template <class Duplicate>
std::string reasons_of(const Duplicate& duplicate) {
  std::string reasons;
  for (const int reason : duplicate.reasons()) {
    const std::string name = v1::Likeness_Name(static_cast<v1::Likeness>(reason));
    reasons += (reasons.empty() ? "" : " ") + word_of(name, "LIKENESS_");
  }
  return reasons;
}

// A row a person; those who may be one have one number.
Result<Table> duplicates(Client& client, const ListOptions& options) {
  v1::ListLikelyDuplicatesRequest request;
  request.set_region_id(options.region);
  Table table{{{"alike", true}, {"name"}, {"occupation"}, {"person_id"}, {"organisation_ids"}, {"reasons"}}, {}};
  int number = 0;
  TRY_DO(each_page<v1::ListLikelyDuplicatesResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& duplicate : page.duplicates()) {
      ++number;
      for (const auto& each : duplicate.people())
        table.rows.push_back({std::to_string(number), each.name(),
                              word_of(v1::Occupation_Name(each.occupation()), "OCCUPATION_"), each.person_id(),
                              joined(each.organisation_ids()), reasons_of(duplicate)});
    }
  }));
  return table;
}

Result<Table> duplicate_organisations(Client& client, const ListOptions& options) {
  v1::ListLikelyDuplicateOrganisationsRequest request;
  request.set_region_id(options.region);
  Table table{{{"alike", true}, {"name"}, {"kind"}, {"organisation_id"}, {"region_id"}, {"reasons"}}, {}};
  int number = 0;
  TRY_DO(each_page<v1::ListLikelyDuplicateOrganisationsResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& duplicate : page.duplicates()) {
      ++number;
      for (const auto& each : duplicate.organisations())
        table.rows.push_back({std::to_string(number), called(each.name(), options),
                              word_of(v1::OrganisationKind_Name(each.kind()), "ORGANISATION_KIND_"),
                              each.organisation_id(), each.region_id(), reasons_of(duplicate)});
    }
  }));
  return table;
}

// A row a session of somebody who was in two places at once.
Result<Table> overlaps(Client& client, const ListOptions& options) {
  reporting::v1::ListOverlappingAttendancesRequest request;
  request.set_region_id(options.region);
  Table table{{{"person_id"}, {"title"}, {"local_start"}, {"time_zone"}, {"duration_minutes", true}, {"session_id"},
               {"region_id"}, {"round_id"}},
              {}};
  using Response = reporting::v1::ListOverlappingAttendancesResponse;
  TRY_DO(each_page<Response>(client, std::move(request), [&](const Response& page) {
    for (const auto& somebody : page.people())
      for (const auto& at : somebody.sessions())
        table.rows.push_back({somebody.person_id(), called(at.title(), options), at.local_start(), at.time_zone(),
                              std::to_string(at.duration_minutes()), at.session_id(), at.region_id(), at.round_id()});
  }));
  return table;
}

Result<Table> keys(Client& client, const ListOptions& options) {
  TRY(people, people_by_key(client, options.of, options.region));
  Table table{{{"key"}, {"person_id"}}, {}};
  for (const auto& [key, person] : people) table.rows.push_back({key, person});
  return table;
}

}  // namespace

const std::vector<KindOfList>& kinds_of_list() {
  static const std::vector<KindOfList> kinds = {
      {"rounds", "Rounds, newest first", "", rounds},
      {"programmes", "Programmes", "", programmes},
      {"sessions", "A round's sessions, by their start", "ROUND", sessions},
      {"places", "Countries, regions, sites, venues and rooms", "", places},
      {"organisations", "Organisations: a coordinator's region and those that work in all", "", organisations},
      {"people", "Who works, has worked or will work at which organisation", "", people},
      {"groups", "A session's groups in order of arrival, or an organisation's; without names", "SESSION", groups},
      {"expected", "Who is expected at a session, with the names that are known", "SESSION", expected},
      {"withdrawals", "What was given back since a day: groups and people cancelled, head counts lowered", "DAY",
       withdrawals},
      {"attendance", "Who came to a session", "SESSION", attendance},
      {"corrections", "What was said of a session's attendances afterwards, by whom and why", "SESSION", corrections},
      {"counts", "How many came to a session whose names nobody knows", "SESSION", counts},
      {"conflicts", "Sessions that have become too small for those who registered", "", conflicts},
      {"duplicates", "Who may be one person, entered twice, and why", "", duplicates},
      {"duplicate-organisations", "Which organisations may be one, and why", "", duplicate_organisations},
      {"overlaps", "Who came to two sessions that were held at one time", "", overlaps},
      {"keys", "Whose the keys of a list are, for whose the list is", "LIST", keys}};
  return kinds;
}

Result<void> print_list(const ConnectionOptions& connection, const KindOfList& kind, const ListOptions& options,
                        Form form, const std::string& out) {
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(table, kind.read(*client, options));
  return write_out(to_text(table, form), out);
}

Result<planned::Session> session_of(Client& client, const std::string& id) {
  TRY_DO(check_id(id, "a session"));
  std::vector<std::string> rounds;
  TRY_DO(each_page<planned::ListRoundsResponse>(client, planned::ListRoundsRequest(), [&](const auto& page) {
    for (const auto& round : page.rounds()) rounds.push_back(round.round_id());
  }));
  std::optional<planned::Session> found;
  for (const std::string& round : rounds) {
    planned::ListSessionsRequest request;
    request.set_round_id(round);
    TRY_DO(each_page<planned::ListSessionsResponse>(client, std::move(request), [&](const auto& page) {
      for (const auto& session : page.sessions())
        if (session.session_id() == *uuid_of(id)) found = session;
    }));
    if (found) return *std::move(found);
  }
  return refuse(Code::not_found, "UNKNOWN_SESSION", "No session has this id: opora list sessions ROUND prints them.");
}

Result<std::map<std::string, std::string>> people_by_key(Client& client, const std::string& list,
                                                         const std::string& region) {
  v1::ListKeysRequest request;
  request.set_list(list);
  request.set_region_id(region);
  std::map<std::string, std::string> people;
  TRY_DO(each_page<v1::ListKeysResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& each : page.keys()) people.emplace(each.key(), each.person_id());
  }).map_error([&](Error refusal) {
    refusal.message = "The list \"" + list + "\": " + refusal.message;
    if (refusal.code == Code::denied && region.empty())
      refusal.message += " A coordinator names the region whose list it is: --region.";
    return refusal;
  }));
  return people;
}

}  // namespace opora::tool
