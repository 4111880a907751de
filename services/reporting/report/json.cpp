// The report for programs.
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/type_resolver_util.h>

#include <memory>

#include "platform/proto/canonical_bytes.h"
#include "reporting/report/report.h"

namespace opora::report {

namespace pb = google::protobuf;

std::string to_json(const reporting::v1::RoundReport& report) {
  static const std::unique_ptr<pb::util::TypeResolver> types(
      pb::util::NewTypeResolverForDescriptorPool("type.googleapis.com", pb::DescriptorPool::generated_pool()));
  pb::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;  // a zero is said, not left to be guessed
  std::string json;
  // Only a message without a descriptor could fail, and this one is compiled in.
  (void)pb::util::BinaryToJsonString(types.get(), "type.googleapis.com/" + report.GetDescriptor()->full_name(),
                                     canonical_bytes(report), &json, options);
  return json;
}

}  // namespace opora::report
