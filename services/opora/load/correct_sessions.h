// What a row of sessions.csv says otherwise than the platform of a session that it has, and the commands that put it
// right: moved, made larger or smaller, called otherwise. Pure.
#pragma once

#include <optional>
#include <string>

#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "scheduling/domain/entities.h"

namespace opora::load {

struct SessionCorrection {
  // Where it is held and when, and for how many then; or only for how many.
  std::optional<scheduling::v1::MoveSessionRequest> move;
  std::optional<scheduling::v1::ChangeCapacityRequest> capacity;
  std::optional<scheduling::v1::RenameThingRequest> title;
};

// Nothing where something differs that no command changes: what it is about, and whose.
std::optional<SessionCorrection> correct_session(const scheduling::SessionPlan& known,
                                                 const scheduling::SessionPlan& wanted, const std::string& reason);

}  // namespace opora::load
