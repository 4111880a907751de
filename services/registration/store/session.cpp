#include "registration/store/session.h"

#include "platform/lane/stored_bodies.h"

OPORA_STORED(opora::registration::Session);
