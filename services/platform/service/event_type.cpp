#include "platform/service/event_type.h"

#include <charconv>

#include "opora/options/v1/options.pb.h"

namespace opora {
namespace {

std::string type_of(const google::protobuf::Descriptor* message, unsigned revision) {
  return revision == 1 ? message->full_name() : message->full_name() + "." + std::to_string(revision);
}

}  // namespace

unsigned revision_of(const google::protobuf::Descriptor* message) {
  const unsigned said = message->options().GetExtension(options::v1::revision);
  return said == 0 ? 1 : said;
}

std::string event_type_of(const google::protobuf::Descriptor* message) {
  return type_of(message, revision_of(message));
}

std::vector<std::string> event_types_of(const google::protobuf::Descriptor* message) {
  std::vector<std::string> types;
  for (unsigned revision = 1; revision <= revision_of(message); ++revision) types.push_back(type_of(message, revision));
  return types;
}

EventType parse_event_type(std::string_view type) {
  const std::size_t dot = type.rfind('.');
  if (dot == std::string_view::npos) return {type};
  const std::string_view last = type.substr(dot + 1);
  unsigned revision = 0;
  const auto [end, trouble] = std::from_chars(last.data(), last.data() + last.size(), revision);
  if (trouble != std::errc() || end != last.data() + last.size() || revision < 2) return {type};
  return {type.substr(0, dot), revision};
}

std::string short_name_of(std::string_view type) {
  const std::string_view message = parse_event_type(type).message;
  return std::string(message.substr(message.rfind('.') + 1));
}

}  // namespace opora
