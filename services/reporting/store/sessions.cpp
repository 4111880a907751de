#include "reporting/store/sessions.h"

#include "platform/lane/stored_bodies.h"

OPORA_STORED(opora::reporting::Session);
OPORA_STORED(opora::reporting::SessionDetails);
OPORA_STORED(opora::reporting::SessionMove);
OPORA_STORED(opora::reporting::Room);
OPORA_STORED(opora::reporting::GroupSeats);
OPORA_STORED(opora::reporting::Attendance);
OPORA_STORED(opora::reporting::UnnamedCount);
