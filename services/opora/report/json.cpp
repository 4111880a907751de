// The report for programs.
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/type_resolver_util.h>

#include <memory>

#include "opora/report/report.h"

namespace opora::report {
namespace {

namespace pb = google::protobuf;

// Maps have an order of their own in every process unless it is asked for: names by language would change places.
std::string ordered_bytes(const pb::Message& message) {
  std::string bytes;
  {
    pb::io::StringOutputStream stream(&bytes);
    pb::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

}  // namespace

std::string to_json(const reporting::v1::RoundReport& report) {
  static const std::unique_ptr<pb::util::TypeResolver> types(
      pb::util::NewTypeResolverForDescriptorPool("type.googleapis.com", pb::DescriptorPool::generated_pool()));
  pb::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;  // a zero is said, not left to be guessed
  std::string json;
  // Only a message without a descriptor could fail, and this one is compiled in.
  (void)pb::util::BinaryToJsonString(types.get(), "type.googleapis.com/" + report.GetDescriptor()->full_name(),
                                     ordered_bytes(report), &json, options);
  return json;
}

}  // namespace opora::report
