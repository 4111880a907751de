#include "reporting/store/people.h"

#include "platform/lane/stored_bodies.h"

OPORA_STORED(opora::reporting::GroupMember);
OPORA_STORED(opora::reporting::RosterMember);
