#include "registration/store/person.h"

#include "platform/lane/stored_bodies.h"

OPORA_STORED(opora::registration::Person);
