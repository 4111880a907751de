#include "opora/load/tests/canonical_figures.h"

#include <algorithm>
#include <iterator>

#include "opora/load/tests/edited_folder.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/proto/canonical_json.h"

namespace opora::load {
namespace {

namespace r = registration::v1;
namespace rp = reporting::v1;
namespace s = scheduling::v1;

constexpr int kPage = 500;
constexpr const char* kOrganisations[] = {"dawn", "brook", "town"};

class Lines {
 public:
  explicit Lines(WholePlatform& platform) : platform_(platform) {}

  std::vector<std::string> sorted() {
    add_report();
    add_rosters();
    add_attendances();
    add_names();
    std::ranges::sort(lines_);
    return std::move(lines_);
  }

 private:
  void add(const std::string& what, const google::protobuf::Message& message) {
    lines_.push_back(what + " " + canonical_json(message));
  }

  static bool is_of_seats(const rp::Figure& figure) {
    return figure.measure() == rp::MEASURE_SEATS_CONFIRMED || figure.measure() == rp::MEASURE_SEATS_WAITING;
  }

  void add_report() {
    rp::GetRoundReportRequest request;
    request.set_round_id(thing_id("rounds.csv", kRoundOfFolder));
    rp::RoundReport report = platform_.ask<rp::GetRoundReportResponse>(request).report();
    for (const rp::Figure& figure : report.figures())
      if (!is_of_seats(figure)) add("figure", figure);
    for (const rp::Breakdown& breakdown : report.breakdowns())
      for (rp::BreakdownRow row : breakdown.rows()) {
        if (row.has_label()) row.clear_key();
        add("by " + rp::Dimension_Name(breakdown.dimension()), row);
      }
    for (rp::Partner partner : report.partners()) {
      partner.clear_project_id();
      partner.clear_organisation_id();
      add("partner", partner);
    }
    for (const rp::ReportedSession& session : report.sessions()) add("session", without_history(session));
    rp::RoundReport rest;
    *rest.mutable_name() = report.name();
    *rest.mutable_programme_name() = report.programme_name();
    rest.set_year(report.year());
    rest.set_first_date(report.first_date());
    rest.set_last_date(report.last_date());
    if (report.has_turnout()) rest.mutable_turnout()->set_came_count(report.turnout().came_count());
    add("report", rest);
  }

  static rp::ReportedSession without_history(rp::ReportedSession session) {
    session.clear_session_id();
    session.clear_former_place();
    session.clear_moves();
    session.clear_reason();
    session.clear_seats_confirmed();
    session.clear_seats_waiting();
    const auto came_count = session.turnout().came_count();
    const bool has_turnout = session.has_turnout();
    session.clear_turnout();
    if (has_turnout) session.mutable_turnout()->set_came_count(came_count);
    return session;
  }

  void add_rosters() {
    for (const char* organisation : kOrganisations) {
      r::GetRosterRequest request;
      request.set_organisation_id(thing_id("organisations.csv", organisation));
      request.set_page_size(kPage);
      const auto roster = platform_.ask<r::GetRosterResponse>(request);
      for (r::RosterMember member : roster.members()) {
        member.clear_person_id();
        member.clear_revision();
        member.clear_person_corrected_by();
        member.clear_until_corrected_by();
        add(std::string("roster of ") + organisation, member);
      }
    }
  }

  // With whom each came, as the door's list has it.
  void add_attendances() {
    for (const char* session : {"first", "second", "third"}) {
      r::ListAttendanceRequest request;
      request.set_session_id(thing_id("sessions.csv", session));
      request.set_page_size(kPage);
      const auto list = platform_.ask<r::ListAttendanceResponse>(request);
      for (r::Attendance attendance : list.attendances()) {
        attendance.set_person_id(platform_.key_of_person(attendance.person_id()));
        attendance.set_organisation_id(key_of_organisation(attendance.organisation_id()));
        attendance.clear_scanned_at_us();
        add(std::string("came to ") + session, attendance);
      }
    }
  }

  static std::string key_of_organisation(const std::string& id) {
    for (const char* key : kOrganisations)
      if (thing_id("organisations.csv", key) == id) return key;
    return id;
  }

  void add_names() {
    s::ListPlacesRequest every_place;
    every_place.set_page_size(kPage);
    const auto places = platform_.ask<s::ListPlacesResponse>(every_place);
    for (s::Place place : places.places()) {
      place.clear_place_id();
      place.clear_parent_id();
      add("place", place);
    }
    r::ListOrganisationsRequest every_organisation;
    every_organisation.set_page_size(kPage);
    const auto organisations = platform_.ask<r::ListOrganisationsResponse>(every_organisation);
    for (r::Organisation organisation : organisations.organisations()) {
      organisation.clear_organisation_id();
      organisation.clear_region_id();
      add("organisation", organisation);
    }
    s::ListProjectsRequest of_programme;
    of_programme.set_programme_id(thing_id("programmes.csv", kListOfFolder));
    of_programme.set_page_size(kPage);
    const auto projects = platform_.ask<s::ListProjectsResponse>(of_programme);
    for (s::Project project : projects.projects()) {
      project.clear_project_id();
      project.clear_programme_id();
      add("project", project);
    }
  }

  WholePlatform& platform_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> canonical_figures(WholePlatform& platform) { return Lines(platform).sorted(); }

std::vector<std::string> differences(const std::vector<std::string>& edited, const std::vector<std::string>& fresh) {
  std::vector<std::string> lines;
  const auto note = [&](const auto& here, const auto& there, const std::string& where) {
    std::vector<std::string> missing;
    std::ranges::set_difference(here, there, std::back_inserter(missing));
    for (const std::string& line : missing) lines.push_back(where + line);
  };
  note(edited, fresh, "edited: ");
  note(fresh, edited, "fresh:  ");
  return lines;
}

}  // namespace opora::load
