// Policies as contracts define them: a file says once who they let in, and its methods name them.
#pragma once

#include <google/protobuf/descriptor.h>

#include "opora/options/v1/options.pb.h"
#include "platform/result/result.h"

namespace opora {

// The policy that a method names; it lasts as long as the contract. Refused with CONTRACT_INCOMPLETE when the method
// names none, or one that its file does not define.
Result<const options::v1::Policy*> policy_of(const google::protobuf::MethodDescriptor* method);

}  // namespace opora
