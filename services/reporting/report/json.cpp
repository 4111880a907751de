// The report for programs.
#include <nlohmann/json.hpp>

#include <google/protobuf/descriptor.h>

#include "platform/proto/canonical_json.h"
#include "reporting/report/report.h"

namespace opora::report {
namespace {

using Json = nlohmann::ordered_json;
namespace pb = google::protobuf;

// What it says of itself, before anything else: docs/reference/report.schema.json.
constexpr const char* kSchema = "opora-round-report";
constexpr int kVersion = 1;

bool is_wide(const pb::FieldDescriptor& field) {
  return field.cpp_type() == pb::FieldDescriptor::CPPTYPE_INT64;
}

void write_numbers(Json& value, const pb::Descriptor& type);

// Protobuf writes numbers of 64 bits as texts, since not every reader has such. All of ours are of 53 bits at most.
void write_number(Json& value, const pb::FieldDescriptor& field) {
  if (is_wide(field) && value.is_string()) value = std::stoll(value.get<std::string>());
  else if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE) write_numbers(value, *field.message_type());
}

void write_numbers(Json& value, const pb::Descriptor& type) {
  for (int i = 0; i < type.field_count(); ++i) {
    const pb::FieldDescriptor& field = *type.field(i);
    const auto found = value.find(field.json_name());
    if (found == value.end() || field.is_map()) continue;
    if (!field.is_repeated()) write_number(*found, field);
    else
      for (Json& each : *found) write_number(each, field);
  }
}

}  // namespace

std::string to_json(const reporting::v1::RoundReport& report) {
  pb::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;  // a zero is said, not left to be guessed
  Json said = Json::parse(canonical_json(report, options));
  write_numbers(said, *report.GetDescriptor());
  Json page;
  page["schema"] = kSchema;
  page["version"] = kVersion;
  for (const auto& [name, value] : said.items()) page[name] = value;
  return page.dump(1) + "\n";
}

}  // namespace opora::report
