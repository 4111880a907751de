// Has registration give ids to a round folder's new people, and puts what was planned with them on a running platform,
// by the same commands as everybody's. Doing it again changes nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "opora/load/plan.h"
#include "opora/load/standing.h"
#include "opora/round_folder/wording.h"
#include "platform/result/result.h"
#include "platform/rpc/client.h"

namespace opora::load {

struct LoadOptions {
  int calls_at_once = 32;
  std::chrono::milliseconds patience{30'000};  // how long one command is tried until it is settled
  int tries_when_overloaded = 100;             // each of which comes when the platform said to
  std::string region = {};                     // a coordinator's, whose the folder is; empty: the network's
  round_folder::Wording wording{};             // of refusals
};

// Told of what has been done so far; called from one thread at a time.
using Progress = std::function<void(const Stage& stage, std::size_t rows_done, std::size_t row_count)>;

struct Loaded {
  // Others' work in the meantime is counted too. Nothing for a coordinator, who may read no log, nor where one couldn't
  // be read at the end.
  std::optional<std::int64_t> new_event_count = {};
  // Scans that counted nowhere when they were first uploaded, by their session.
  std::map<std::string, std::int64_t> scans_set_aside = {};
  // Scans whose attendances somebody has taken back since they were uploaded, by their session.
  std::map<std::string, std::int64_t> scans_taken_back = {};
};

// How to ask a running platform.
Query queries_of(Client& client, const LoadOptions& options);

// Gives ids to people whom registration doesn't know (known_people.h), before anything of theirs goes in. The first
// refusal stops it; asking again goes on.
Result<PersonIds> resolve(const Keys& keys, Client& client, const LoadOptions& options, const Progress& progress);

// The first refusal that stands when it is asked for anew stops it, as where somebody has changed something since the
// folder was compared; what was loaded stays, and loading again goes on from there. The refusal's message says which
// line of the folder it is about, what to do there, and what is in by then and what isn't.
Result<Loaded> load(const Plan& plan, Client& client, const LoadOptions& options, const Progress& progress);

}  // namespace opora::load
