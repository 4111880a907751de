// What the platform has beside a round folder, read before anything is changed, as the services' own values: the
// network's places and organisations, and of its rounds what those of the folder hold.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <google/protobuf/message.h>

#include "opora/load/known.h"
#include "opora/load/plan.h"
#include "platform/result/result.h"
#include "registration/domain/group.h"
#include "registration/domain/organisation.h"
#include "registration/domain/person.h"
#include "registration/domain/roster.h"
#include "registration/domain/same_people.h"
#include "scheduling/domain/entities.h"

namespace opora::load {

// Things by their ids.
template <class Thing>
using ById = std::map<decltype(Thing::id), Thing>;

// A published session's hold on a room, also where it is of a round that the folder doesn't name.
struct BookedRoom {
  scheduling::RoomId room;
  scheduling::SessionId session;
  scheduling::Booking booking;
  LocalizedText title;
  std::string local_start;
};

struct StandingGroup {
  registration::Group group;
  std::vector<registration::PersonId> members;  // those named; of a cancelled group none
};

struct StandingScan {
  std::string person;
  Instant at;
};

// What is known at the door of one session.
struct StandingDoor {
  std::unordered_map<std::string, Instant> came;  // people, and when they were first scanned
  std::unordered_set<std::string> check_ins;      // the ids of scans that are kept
  // Scans of people, by their ids: those that count nowhere so far, and those that somebody said never count.
  std::unordered_map<std::string, StandingScan> set_aside, discarded;
  std::unordered_set<std::string> taken_back;  // people of whom somebody has said since that they did not come
};

struct Standing {
  ById<scheduling::Country> countries;
  ById<scheduling::Region> regions;
  ById<scheduling::Site> sites;
  ById<scheduling::Venue> venues;
  ById<scheduling::Room> rooms;
  ById<registration::Organisation> organisations;

  ById<scheduling::Programme> programmes;      // the folder's
  ById<scheduling::Project> projects;          // of those
  ById<scheduling::Partnership> partnerships;  // of those
  ById<scheduling::Round> rounds;              // the folder's
  std::map<scheduling::SessionId, scheduling::Session> sessions;  // of those
  std::vector<BookedRoom> bookings;                               // of the folder's rooms
  // On the folder's rosters and in its sessions' groups; without occupation who is in groups alone.
  std::unordered_map<std::string, registration::Person> people;
  std::unordered_map<std::string, registration::Career> careers;  // at the folder's organisations
  // What people work as at one of these since a day, where that is not what `people` says.
  std::map<std::tuple<std::string, std::string, std::string>, registration::Occupation> other_occupations;
  std::unordered_map<std::string, StandingGroup> groups;          // of the folder's sessions
  std::map<std::string, StandingDoor> doors;                      // of those sessions
  std::string region = {};  // whose coordinator reads it; empty: an administrator
  Instant now{};            // when it was read
};

// Asks one query of the platform.
using Query = std::function<Result<void>(const google::protobuf::Message& request, google::protobuf::Message& answer)>;

// All places and organisations of the network, or for a coordinator the organisations of their region and those that
// work in all: whose ids the folder's have is found among them. The first refusal ends it, as below.
Result<Standing> read_network(const Query& query, const std::string& region = "");
Known known_of(const Standing& network);

// The rest, of what the plan names, which takes no more memory than the folder does.
Result<Standing> read_standing(const Plan& plan, Standing network, const Query& query);
// Those of these people who have several ids.
registration::SamePeople same_people_in(const Standing& standing);
// Who is on the folder's rosters.
std::vector<KnownMember> known_members(const Standing& standing);

}  // namespace opora::load
