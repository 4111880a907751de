// What clients were answered, held against what the logs tell: nothing answered is lost, nothing refused has happened,
// and nothing has happened that nobody asked for.
#pragma once

#include "simulation/ledger.h"
#include "simulation/post.h"

namespace opora::simulation {

void check_promises(std::deque<Sent>& requests, const Ledger& ledger, Verdict& verdict, Trace& trace);

// Group → the people whom clients were told to be in it. No event tells who they are.
std::map<std::string, std::set<std::string>> people_promised(const std::deque<Sent>& requests);

}  // namespace opora::simulation
