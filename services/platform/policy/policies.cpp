#include "platform/policy/policies.h"

namespace opora {

Result<const options::v1::Policy*> policy_of(const google::protobuf::MethodDescriptor* method) {
  const std::string& name = method->options().GetExtension(options::v1::access).policy();
  if (name.empty())
    return refuse(Code::internal, "CONTRACT_INCOMPLETE",
                  method->full_name() + " has no policy: say in its contract who may call it.");
  const auto& file = method->file()->options();
  for (int i = 0; i < file.ExtensionSize(options::v1::policy); ++i) {
    const options::v1::Policy& policy = file.GetExtension(options::v1::policy, i);
    if (policy.name() == name) return &policy;
  }
  return refuse(Code::internal, "CONTRACT_INCOMPLETE",
                method->full_name() + " names the policy \"" + name + "\", which " + method->file()->name() +
                    " does not define.");
}

}  // namespace opora
