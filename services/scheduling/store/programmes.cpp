#include "scheduling/store/programmes.h"

#include "platform/lane/stored_bodies.h"

OPORA_STORED(opora::scheduling::Programme);
OPORA_STORED(opora::scheduling::Project);
OPORA_STORED(opora::scheduling::Partnership);
