#include "scheduling/store/places.h"

#include "platform/lane/stored_bodies.h"

OPORA_STORED(opora::scheduling::Country);
OPORA_STORED(opora::scheduling::Region);
OPORA_STORED(opora::scheduling::Site);
OPORA_STORED(opora::scheduling::Venue);
OPORA_STORED(opora::scheduling::Room);
