#include "platform/proto/canonical_json.h"

#include <memory>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/type_resolver_util.h>

#include "platform/proto/canonical_bytes.h"

namespace opora {

namespace pb = google::protobuf;

// Protobuf makes JSON of a message's bytes, in their order.
std::string canonical_json(const pb::Message& message, const pb::util::JsonPrintOptions& options) {
  static const std::unique_ptr<pb::util::TypeResolver> types(
      pb::util::NewTypeResolverForDescriptorPool("type.googleapis.com", pb::DescriptorPool::generated_pool()));
  std::string json;
  // Only a message without a descriptor could fail.
  (void)pb::util::BinaryToJsonString(types.get(), "type.googleapis.com/" + message.GetDescriptor()->full_name(),
                                     canonical_bytes(message), &json, options);
  return json;
}

}  // namespace opora
