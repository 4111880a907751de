// Events that no figure needs. They have handlers all the same, since an event of an unknown type is parked and holds
// every report back; and nothing of them is kept, since facts that are not counted are only a risk.
#include "reporting/handlers/handlers.h"

namespace opora::reporting {

// Reports go down to regions; every region of the network is reached through its sessions.
Result<void> on_country_added(Transaction&, const Event<scheduling::v1::CountryAdded>&) { return {}; }

// Sessions are counted by site; where exactly in it they are held changes no figure.
Result<void> on_venue_added(Transaction&, const Event<scheduling::v1::VenueAdded>&) { return {}; }
Result<void> on_room_added(Transaction&, const Event<scheduling::v1::RoomAdded>&) { return {}; }

// A person is counted when they come, by whom a session is meant for and not by their own occupation.
Result<void> on_person_added(Transaction&, const Event<registration::v1::PersonAdded>&) { return {}; }

// Coverage of a team needs its consent to be shown, and is not reported.
Result<void> on_roster_member_added(Transaction&, const Event<registration::v1::RosterMemberAdded>&) { return {}; }

// A group counts by its seats until people come; being named is not coming.
Result<void> on_group_members_named(Transaction&, const Event<registration::v1::GroupMembersNamed>&) { return {}; }

// Its counts repeat what the groups' own events have said.
Result<void> on_registration_ended(Transaction&, const Event<registration::v1::RegistrationEnded>&) { return {}; }

}  // namespace opora::reporting
