// Whom a round reached: the measures, the dimensions they are broken down by, and how to count them person by person.
//
// The report's figures are counted by the database (store/reach.cpp), which reads an index and hands over a few rows.
// The recount below is the other path: slow, plain, and only there to prove the first one, in the invariants and the
// tests.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "reporting/domain/facts.h"

namespace opora::reporting {

// What figures are broken down by. `whole` is the round itself, in one row.
enum class Dimension { whole, project, site, region, organisation, kind, topic, audience, session };

// Those of a report, in its order.
inline constexpr std::array kBreakdowns = {Dimension::project,      Dimension::site,   Dimension::region,
                                           Dimension::organisation, Dimension::kind,   Dimension::topic,
                                           Dimension::audience,     Dimension::session};

// "project": how the contract, and the names' subjects, call it.
std::string_view name_of(Dimension dimension);

// The measures of one row. A session counts as held when somebody came.
struct Reach {
  std::int64_t people = 0;         // different people
  std::int64_t attendances = 0;    // pairs of a person and a session
  std::int64_t organisations = 0;  // different ones; guests belong to none
  std::int64_t sessions = 0;       // held
  std::int64_t minutes = 0;        // of these sessions, each once
  std::int64_t days = 0;           // different local dates of these sessions
  bool operator==(const Reach&) const = default;
};

// Somebody at a session that is known.
struct Came {
  Session session;
  PersonId person;
  OrganisationId organisation;
};

// In which row of a dimension it belongs.
std::string key_of(const Came& came, Dimension dimension);

// Counts one round's attendances again, row by row: the reach by the dimension's keys.
std::map<std::string, Reach> recount(std::span<const Came> round, Dimension dimension);

}  // namespace opora::reporting
