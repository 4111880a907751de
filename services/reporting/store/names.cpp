#include "reporting/store/names.h"

#include "platform/lane/stored_bodies.h"

OPORA_STORED(opora::reporting::Name);
