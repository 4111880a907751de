// What a report says of each session, of the seats taken, and of what was put right.
#pragma once

#include <optional>
#include <vector>

#include "reporting/report/document.h"

namespace opora::report {

// Seats taken and not, with their rate; nothing while no session was held, and no rate where there were no seats.
std::vector<Fact> turnout_facts(const reporting::v1::RoundReport& report, const Words& words);

// Every session, after the terms that its table uses.
Section sessions_section(const reporting::v1::RoundReport& report, const Words& words);

// Those that were moved, move by move: when that was said, from where and when to where and when, and why.
Section moved_section(const reporting::v1::RoundReport& report, const Words& words);

Section corrections_section(const reporting::v1::RoundReport& report, const Words& words);

// A session's title with its time: two of one title are told apart. Nothing of one that the report doesn't list.
std::optional<Wording> session_label(const reporting::v1::RoundReport& report, const std::string& session,
                                     const Words& words);

// Why a session was cancelled or moved; empty if nobody says.
std::string reason_of(const reporting::v1::RoundReport& report, const std::string& session);

}  // namespace opora::report
