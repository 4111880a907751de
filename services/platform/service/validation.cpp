#include "platform/service/validation.h"

#include <algorithm>

#include "platform/dates/dates.h"
#include "platform/ids/ids.h"
#include "platform/text/typed_text.h"

namespace opora {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
namespace rules = options::v1;

constexpr std::size_t kViolationsMax = 20;
constexpr std::uint32_t kTextMax = 200;   // characters, where the contract does not say
constexpr std::uint32_t kListMax = 500;   // items, likewise
constexpr int kDepthMax = 8;              // messages in messages
constexpr std::size_t kToTheMinute = 16;  // YYYY-MM-DDTHH:MM

std::size_t character_count(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

bool is_made_of(const std::string& text, std::string_view others) {
  return !text.empty() && text.size() <= 200 && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || others.find(c) != std::string_view::npos;
  });
}

const char* description_of(rules::Format format) {
  switch (format) {
    case rules::FORMAT_UUID: return "must be a UUID of 36 characters";
    case rules::FORMAT_DATE: return "must be a date, YYYY-MM-DD";
    case rules::FORMAT_LOCAL_TIME: return "must be a local time, YYYY-MM-DDTHH:MM";
    case rules::FORMAT_TIME_ZONE: return "must be an IANA time zone such as Europe/Sofia";
    case rules::FORMAT_CODE: return "must be lower-case letters, digits and dashes";
    case rules::FORMAT_NAME: return "must hold a letter, and nothing that breaks or turns a line";
    default: return "must hold nothing that breaks or turns a line, such as control characters";
  }
}

}  // namespace

bool has_format(const std::string& text, rules::Format format) {
  switch (format) {
    case rules::FORMAT_UUID: return is_uuid(text);
    case rules::FORMAT_DATE: return is_date(text);
    case rules::FORMAT_LOCAL_TIME: return text.size() == kToTheMinute && local_time_in(text).has_value();
    case rules::FORMAT_TIME_ZONE: return is_made_of(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_+-/");
    case rules::FORMAT_CODE: return is_made_of(text, "-");
    case rules::FORMAT_SCANNED: return true;
    case rules::FORMAT_NAME: return has_letter(text) && !has_steering_character(text);
    default: return !has_steering_character(text);
  }
}

struct RequestRules::Rule {
  const FieldDescriptor* field;
  rules::Field says;
  std::unique_ptr<RequestRules> inner;  // the rules of a message field
};

// Where in a request something is, as a chain on the stack: most requests are right, and never need it as text.
struct RequestRules::Path {
  const Path* parent;
  const std::string& name;
  int index = -1;  // of an item in a list
  int depth = 0;

  Path at(int item) const { return {parent, name, item, depth}; }
  std::string text() const {
    const std::string here = index < 0 ? name : name + "[" + std::to_string(index) + "]";
    return parent == nullptr ? here : parent->text() + "." + here;
  }
};

struct RequestRules::Findings {
  network::v1::Role role;
  std::vector<FieldViolation> violations;
  std::string forbidden;  // a field that the role may not set
  void add(const Path& path, std::string description) {
    if (violations.size() < kViolationsMax) violations.push_back({path.text(), std::move(description)});
  }
};

RequestRules::RequestRules(const google::protobuf::Descriptor* type) {
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    Rule rule{field, field->options().GetExtension(rules::field), nullptr};
    const bool nested = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field->is_map();
    if (nested && field->message_type() != type) rule.inner = std::make_unique<RequestRules>(field->message_type());
    rules_.push_back(std::move(rule));
  }
}

RequestRules::~RequestRules() = default;

Result<void> RequestRules::check(const Message& request, network::v1::Role role) const {
  Findings findings{role, {}, {}};
  check_fields(request, nullptr, findings);
  if (!findings.forbidden.empty())
    return refuse(Code::denied, "FIELD_NOT_ALLOWED", "Your role may not set " + findings.forbidden + ". Leave it out.");
  if (findings.violations.empty()) return {};
  const FieldViolation& first = findings.violations.front();
  Error error{Code::invalid, "INVALID_REQUEST",
              "The request is not right: " + first.field + " " + first.description + "."};
  error.fields = std::move(findings.violations);
  return tl::unexpected(std::move(error));
}

void RequestRules::check_fields(const Message& message, const Path* parent, Findings& findings) const {
  for (const Rule& rule : rules_) {
    const Path here{parent, rule.field->name(), -1, parent == nullptr ? 0 : parent->depth + 1};
    if (rule.field->is_repeated())
      check_list(message, rule, here, findings);
    else
      check_one(message, rule, here, findings);
  }
}

namespace {

void check_text(const std::string& text, rules::Format format, std::uint32_t max, const auto& path, auto& findings) {
  if (format == rules::FORMAT_SCANNED) return;
  if (text.size() > max && character_count(text) > max)
    findings.add(path, "must have at most " + std::to_string(max) + " characters");
  else if (!has_format(text, format))
    findings.add(path, description_of(format));
}

void check_enum(const FieldDescriptor* field, int value, bool optional, const auto& path, auto& findings) {
  if (field->enum_type()->FindValueByNumber(value) == nullptr)
    findings.add(path, "must be one of the values its contract lists");
  else if (value == 0 && !optional)
    findings.add(path, "must be given");
}

}  // namespace

void RequestRules::check_one(const Message& message, const Rule& rule, const Path& path, Findings& findings) const {
  const auto* reflection = message.GetReflection();
  const FieldDescriptor* field = rule.field;
  const bool given = reflection->HasField(message, field);
  if (given && rule.says.only_size() > 0 &&
      std::find(rule.says.only().begin(), rule.says.only().end(), findings.role) == rule.says.only().end())
    findings.forbidden = path.text();
  const auto in_bounds = [&](std::int64_t value) {
    if (rule.says.at_least() == 0 && rule.says.at_most() == 0) return;
    if (value < rule.says.at_least() || value > rule.says.at_most())
      findings.add(
          path, "must be from " + std::to_string(rule.says.at_least()) + " to " + std::to_string(rule.says.at_most()));
  };
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32: return in_bounds(reflection->GetInt32(message, field));
    case FieldDescriptor::CPPTYPE_INT64: return in_bounds(reflection->GetInt64(message, field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return check_enum(field, reflection->GetEnumValue(message, field), rule.says.optional(), path, findings);
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string scratch;
      const std::string& text = reflection->GetStringReference(message, field, &scratch);
      if (text.empty()) return rule.says.optional() ? void() : findings.add(path, "must be given");
      return check_text(text, rule.says.format(), rule.says.max() ? rule.says.max() : kTextMax, path, findings);
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (!given) return rule.says.optional() ? void() : findings.add(path, "must be given");
      if (rule.inner && path.depth < kDepthMax)
        rule.inner->check_fields(reflection->GetMessage(message, field), &path, findings);
      return;
    default: return;
  }
}

void RequestRules::check_list(const Message& message, const Rule& rule, const Path& path, Findings& findings) const {
  const auto* reflection = message.GetReflection();
  const FieldDescriptor* field = rule.field;
  const auto count = static_cast<std::uint32_t>(reflection->FieldSize(message, field));
  const std::uint32_t max = rule.says.max() ? rule.says.max() : kListMax;
  if (count == 0 && !rule.says.optional()) return findings.add(path, "must have at least one item");
  if (count > max)
    return findings.add(path, "must have at most " + std::to_string(max) + " items" +
                                  (field->is_map() ? "" : "; send the others in another request"));
  for (std::uint32_t i = 0; i < count; ++i) {
    const int index = static_cast<int>(i);
    const Path item = path.at(index);
    if (field->is_map()) {
      const Message& entry = reflection->GetRepeatedMessage(message, field, index);
      for (int part = 0; part < 2; ++part) {
        const FieldDescriptor* side = entry.GetDescriptor()->field(part);
        if (side->cpp_type() != FieldDescriptor::CPPTYPE_STRING) continue;
        const std::string text = entry.GetReflection()->GetString(entry, side);
        if (text.empty()) findings.add(path, "must have no empty entries");
        check_text(text, rules::FORMAT_UNSPECIFIED, part == 0 ? 35 : kTextMax, path, findings);
      }
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      std::string scratch;
      const std::string& text = reflection->GetRepeatedStringReference(message, field, index, &scratch);
      if (text.empty()) findings.add(item, "must be given");
      else check_text(text, rule.says.format(), kTextMax, item, findings);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      check_enum(field, reflection->GetRepeatedEnumValue(message, field, index), false, item, findings);
    } else if (rule.inner) {
      rule.inner->check_fields(reflection->GetRepeatedMessage(message, field, index), &item, findings);
    }
  }
}

bool RequestRules::lower_ids(Message& request) const {
  const auto* reflection = request.GetReflection();
  bool any = false;
  for (const Rule& rule : rules_) {
    const FieldDescriptor* field = rule.field;
    const int count = field->is_repeated() ? reflection->FieldSize(request, field) : 1;
    for (int index = 0; index < count; ++index) {
      if (rule.inner && field->is_repeated())
        any |= rule.inner->lower_ids(*reflection->MutableRepeatedMessage(&request, field, index));
      else if (rule.inner && reflection->HasField(request, field))
        any |= rule.inner->lower_ids(*reflection->MutableMessage(&request, field));
      if (rule.says.format() != rules::FORMAT_UUID || field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) continue;
      const std::string text = field->is_repeated() ? reflection->GetRepeatedString(request, field, index)
                                                    : reflection->GetString(request, field);
      const auto id = uuid_of(text);
      if (!id || *id == text) continue;
      any = true;
      if (field->is_repeated())
        reflection->SetRepeatedString(&request, field, index, *id);
      else
        reflection->SetString(&request, field, *id);
    }
  }
  return any;
}

}  // namespace opora
