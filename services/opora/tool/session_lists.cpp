#include "opora/tool/session_lists.h"

#include <map>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/tool/days.h"
#include "opora/tool/list_parts.h"
#include "opora/tool/pages.h"
#include "platform/dates/dates.h"

namespace opora::tool {
namespace {

namespace planned = scheduling::v1;
namespace v1 = registration::v1;

using listed::called;
using listed::check_id;
using listed::instant_in;
using listed::word_of;

// A door may read no organisations, but is told who sends the groups that it expects.
Result<PresentNames> organisations_at(Client& client, const planned::Session& session) {
  TRY(region, region_of(client, session));
  TRY(names, readable_organisations(client, region));
  if (!names.empty()) return names;
  v1::ListExpectedRequest request;
  request.set_session_id(session.session_id());
  TRY_DO(each_page<v1::ListExpectedResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& group : page.groups()) names.emplace(group.organisation_id(), group.organisation_name());
  }));
  return names;
}

struct OnRoster {
  std::string organisation;
  std::string name;
};

// Who is on a roster on a day, by their ids: on those that whoever asks may read.
Result<std::map<std::string, OnRoster>> on_rosters(Client& client, const PresentNames& organisations,
                                                   const std::string& day) {
  std::map<std::string, OnRoster> people;
  for (const auto& organisation : organisations) {
    v1::GetRosterRequest request;
    request.set_organisation_id(organisation.first);
    request.set_on_date(day);
    const auto read = each_page<v1::GetRosterResponse>(client, std::move(request), [&](const auto& page) {
      for (const auto& member : page.members())
        people.emplace(member.person_id(), OnRoster{organisation.first, member.name()});
    });
    if (!read && read.error().code != Code::denied) return tl::unexpected(read.error());
  }
  return people;
}

}  // namespace

// A row a person; those of a group who are only counted are a row together.
Result<Table> list_of_expected(Client& client, const ListOptions& options) {
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

// A door is told with whom those came who are in a group. Of others only rosters know it, which are read when it is
// asked for: whoever reads names is counted.
Result<Table> list_of_attendance(Client& client, const ListOptions& options) {
  TRY(session, session_of(client, options.of));
  TRY(organisations, organisations_at(client, session));
  std::map<std::string, OnRoster> rosters;
  if (options.rosters) {
    TRY(read, on_rosters(client, organisations, date_of(session.local_start())));
    rosters = std::move(read);
  }
  v1::ListAttendanceRequest request;
  request.set_session_id(session.session_id());
  Table table{{{"scanned_at"}, {"name"}, {"organisation"}, {"person_id"}, {"organisation_id"}}, {}};
  TRY_DO(each_page<v1::ListAttendanceResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& each : page.attendances()) {
      OnRoster told{each.organisation_id(), each.name()};
      const auto known = rosters.find(each.person_id());
      if (told.organisation.empty() && known != rosters.end()) told = known->second;
      table.rows.push_back({local_text(Instant{each.scanned_at_us()}, session.time_zone()), told.name,
                            called(organisations, told.organisation, options), each.person_id(), told.organisation});
    }
  }));
  return table;
}

Result<Table> list_of_attendance_corrections(Client& client, const ListOptions& options) {
  TRY(session, session_of(client, options.of));
  v1::ListAttendanceCorrectionsRequest request;
  request.set_session_id(session.session_id());
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
                            each.reason(), each.corrected_by(),
                            local_text(instant_in(each.corrected_at()), session.time_zone()), each.other_session_id(),
                            each.other_person_id()});
  }));
  return table;
}

// Who came without names: of each organisation the last stands.
Result<Table> list_of_counts(Client& client, const ListOptions& options) {
  TRY(session, session_of(client, options.of));
  TRY(organisations, organisations_at(client, session));
  v1::ListAttendanceCountsRequest request;
  request.set_session_id(session.session_id());
  Table table{{{"organisation"}, {"change", true}, {"people", true}, {"reason"}, {"counted_by"}, {"counted_at"},
               {"organisation_id"}},
              {}};
  TRY_DO(each_page<v1::ListAttendanceCountsResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& each : page.counts())
      table.rows.push_back({called(organisations, each.organisation_id(), options), std::to_string(each.change()),
                            std::to_string(each.person_count()), each.reason(), each.counted_by(),
                            local_text(instant_in(each.counted_at()), session.time_zone()), each.organisation_id()});
  }));
  return table;
}

}  // namespace opora::tool
