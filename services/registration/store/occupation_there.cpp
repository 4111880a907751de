#include "registration/store/occupation_there.h"

#include "platform/lane/stored_bodies.h"

OPORA_STORED(opora::registration::OccupationThere);
