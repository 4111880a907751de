#include "reporting/store/sessions.h"

namespace opora {
namespace {

constexpr Statement kLoadSession(R"(
SELECT session_id, round_id, project_id, site_id, region_id, kind, topic, audience, local_date, duration_minutes
FROM sessions WHERE session_id = :session)");
constexpr Statement kSaveSession(R"(
INSERT INTO sessions (session_id, round_id, project_id, site_id, region_id, kind, topic, audience, local_date,
                      duration_minutes)
VALUES (:session, :round, :project, :site, :region, :kind, :topic, :audience, :local_date, :duration_minutes)
ON CONFLICT (session_id) DO UPDATE
SET round_id = excluded.round_id, project_id = excluded.project_id, site_id = excluded.site_id,
    region_id = excluded.region_id, kind = excluded.kind, topic = excluded.topic, audience = excluded.audience,
    local_date = excluded.local_date, duration_minutes = excluded.duration_minutes)");

constexpr Statement kLoadGroup(
    "SELECT group_id, session_id, head_count, standing, organisation_id FROM group_seats WHERE group_id = :group");
constexpr Statement kSaveGroup(R"(
INSERT INTO group_seats (group_id, session_id, head_count, standing, organisation_id)
VALUES (:group, :session, :head_count, :standing, :organisation)
ON CONFLICT (group_id) DO UPDATE
SET session_id = excluded.session_id, head_count = excluded.head_count, standing = excluded.standing,
    organisation_id = excluded.organisation_id)");

constexpr Statement kLoadAttendance(R"(
SELECT session_id, person_id, organisation_id, unverified FROM attendances
WHERE session_id = :session AND person_id = :person)");
constexpr Statement kSaveAttendance(R"(
INSERT INTO attendances (session_id, person_id, organisation_id, unverified)
VALUES (:session, :person, :organisation, :unverified)
ON CONFLICT (session_id, person_id) DO UPDATE
SET organisation_id = excluded.organisation_id, unverified = excluded.unverified)");

}  // namespace

std::vector<reporting::Session> Stored<reporting::Session>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoadSession, keys, [](const Key& key, auto&& next) { next({{"session", key}}); });
  std::vector<reporting::Session> sessions;
  for (const Row& row : rows) {
    sessions.push_back({row.id<reporting::SessionId>(0), row.id<reporting::RoundId>(1), row.id<reporting::ProjectId>(2),
                        row.id<reporting::SiteId>(3), row.id<reporting::RegionId>(4), row.text(5), row.text(6),
                        row.text(7), row.text(8), static_cast<int>(row.integer(9))});
  }
  return sessions;
}

void Stored<reporting::Session>::save(Sql& sql, std::span<const reporting::Session> sessions) {
  sql.execute_each(kSaveSession, sessions, [](const reporting::Session& session, auto&& next) {
    next({{"session", session.id},
          {"round", session.round},
          {"project", session.project},
          {"site", session.site},
          {"region", session.region},
          {"kind", session.kind},
          {"topic", session.topic},
          {"audience", session.audience},
          {"local_date", session.local_date},
          {"duration_minutes", session.duration_minutes}});
  });
}

std::vector<reporting::GroupSeats> Stored<reporting::GroupSeats>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoadGroup, keys, [](const Key& key, auto&& next) { next({{"group", key}}); });
  std::vector<reporting::GroupSeats> groups;
  for (const Row& row : rows) {
    groups.push_back({row.id<reporting::GroupId>(0), row.id<reporting::SessionId>(1), static_cast<int>(row.integer(2)),
                      static_cast<reporting::Standing>(row.integer(3)), row.id<reporting::OrganisationId>(4)});
  }
  return groups;
}

void Stored<reporting::GroupSeats>::save(Sql& sql, std::span<const reporting::GroupSeats> groups) {
  sql.execute_each(kSaveGroup, groups, [](const reporting::GroupSeats& group, auto&& next) {
    next({{"group", group.id},
          {"session", group.session},
          {"head_count", group.head_count},
          {"standing", static_cast<int>(group.standing)},
          {"organisation", group.organisation}});
  });
}

std::vector<reporting::Attendance> Stored<reporting::Attendance>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoadAttendance, keys, [](const Key& key, auto&& next) {
    next({{"session", key.first}, {"person", key.second}});
  });
  std::vector<reporting::Attendance> attendances;
  for (const Row& row : rows) {
    attendances.push_back({row.id<reporting::SessionId>(0), row.id<reporting::PersonId>(1),
                           row.id<reporting::OrganisationId>(2), row.integer(3) != 0});
  }
  return attendances;
}

void Stored<reporting::Attendance>::save(Sql& sql, std::span<const reporting::Attendance> attendances) {
  sql.execute_each(kSaveAttendance, attendances, [](const reporting::Attendance& attendance, auto&& next) {
    next({{"session", attendance.session},
          {"person", attendance.person},
          {"organisation", attendance.organisation},
          {"unverified", attendance.unverified ? 1 : 0}});
  });
}

}  // namespace opora
