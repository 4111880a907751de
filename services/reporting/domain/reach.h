// Whom a round reached: the measures, the dimensions they are broken down by, and the counting itself.
//
// Counting is done here and not by the database: one pass over a round's attendances, with people as small numbers,
// gives every dimension, where SQL sorts the same rows anew for each measure of each (measured: 20 to 50 times as slow,
// at 1,000 and at 100,000 attendances in a round). What proves it is SQL all the same: store/recount.h, in the
// invariants.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

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

// The measures of one row. A session counts as held once it is over, if somebody came; until then whoever came counts,
// and it does not.
//
// People are a range once some were counted without names. The fewest: all of those were somebody whose name is known,
// but for a session to which more came than there are such people in all; so the fewest are the different people with
// names or, if those were more, all who came to the fullest session. The most: each of those was somebody else.
struct Reach {
  std::int64_t people = 0;         // different people: the fewest
  std::int64_t attendances = 0;    // times that somebody came to a session
  std::int64_t organisations = 0;  // different ones; guests belong to none
  std::int64_t sessions = 0;       // held
  std::int64_t minutes = 0;        // of these sessions, each once
  std::int64_t days = 0;           // different local dates of these sessions
  std::int64_t people_unsure = 0;  // as many more people as there may have been
  std::int64_t people_at_most() const { return people + people_unsure; }
  bool operator==(const Reach&) const = default;
};

// One value of a dimension. The key is an id or a code; empty for guests, and for a code that was not given.
struct KeyedReach {
  std::string key;
  Reach reach;
  bool operator==(const KeyedReach&) const = default;
};

// Who came to a session with an organisation.
struct Came {
  std::int64_t members = 0;  // whom a confirmed group of theirs there names
  std::int64_t others = 0;   // who are in none
  std::int64_t unnamed = 0;  // who were counted without names
  std::int64_t all() const { return members + others + unnamed; }
  bool operator==(const Came&) const = default;
};
using CameByOrganisation = std::map<OrganisationId, Came>;

// A round's attendances.
class Visits {
 public:
  struct Visitor {
    PersonId person;
    OrganisationId organisation;  // empty for a guest
    bool unverified = false;      // registration did not know them then, and nobody has named them since
    bool is_member = false;       // a confirmed group of that organisation names them there
  };
  // Those who came with an organisation and were counted without names.
  struct Unnamed {
    OrganisationId organisation;
    int person_count = 0;
  };
  // Adds a session, once, with the different people who came to it, and those besides who were only counted.
  void add(const Session& session, std::span<const Visitor> visitors, std::span<const Unnamed> unnamed = {},
           bool is_over = true);

  // The reach of each value that occurs: most people first, then by key.
  std::vector<KeyedReach> reach_by(Dimension dimension) const;

  // That of the whole round: all zero if nobody came.
  Reach reach() const;

  // Of the round's different people, those who are unverified at all of their sessions. They are part of every
  // count: a guest whom nobody registered did come, and a mistyped id looks the same.
  std::int64_t people_unverified() const;

  // Of the attendances, those of people without names.
  std::int64_t attendances_unnamed() const;

  // Who came to each session that somebody came to.
  std::map<SessionId, CameByOrganisation> came() const;

 private:
  using Number = std::uint32_t;  // of a session, person or organisation, in the order they were first met
  static constexpr Number kUnnamed = std::numeric_limits<Number>::max();
  // A session's stand side by side.
  struct Visit {
    Number session, person, organisation;  // kUnnamed: so many people whose names nobody knows
    std::int64_t count = 1;
    bool is_member = false;
  };
  Number number_of(const OrganisationId& organisation);
  struct Keys {
    std::vector<std::string> names;  // by the key's number
    std::vector<Number> of_visits;   // the key of each visit
  };
  Keys keys_by(Dimension dimension) const;

  std::vector<Session> sessions_;
  std::vector<bool> is_over_;  // by the session's number
  std::vector<Visit> visits_;
  std::unordered_map<PersonId, Number> people_;
  std::vector<bool> is_verified_;                                                       // by the person's number
  std::unordered_map<OrganisationId, Number> organisations_ = {{OrganisationId{}, 0}};  // guests are number 0
};

}  // namespace opora::reporting
