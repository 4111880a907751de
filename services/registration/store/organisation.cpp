#include "registration/store/organisation.h"

#include "platform/lane/stored_bodies.h"

OPORA_STORED(opora::registration::Organisation);
