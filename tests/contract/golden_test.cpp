// Old events stay readable: golden bytes of every event, as they were written once, are parsed by the present code,
// mean the same and are written the same again.
//
// A new event, or a new field of one, needs new bytes: run this test with OPORA_WRITE_GOLDEN=1 and commit what it adds.
// It never changes bytes that are there: those are what logs in use hold.
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "contracts.h"
#include "opora/all_services/all_services.h"

namespace opora::contract {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Every service's Event message.
std::vector<const Message*> event_messages() {
  std::vector<const Message*> events;
  for (const Service& service : all_services())
    if (service.event != nullptr)
      events.push_back(google::protobuf::MessageFactory::generated_factory()->GetPrototype(service.event));
  return events;
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string json_of(const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(message, &json, options).ok());
  return json;
}

void fill(Message& message);

// Gives a field a value that is not its default and that no other field of the message has.
void fill_field(Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  if (field->is_map()) {
    Message* entry = reflection->AddMessage(&message, field);
    entry->GetReflection()->SetString(entry, entry->GetDescriptor()->field(0), "ru");
    entry->GetReflection()->SetString(entry, entry->GetDescriptor()->field(1), "Опора");
    return;
  }
  const bool repeated = field->is_repeated();
  const int number = field->number();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string text = field->name() + " " + std::to_string(number);
      repeated ? reflection->AddString(&message, field, text) : reflection->SetString(&message, field, text);
      return;
    }
    case FieldDescriptor::CPPTYPE_INT32:
      repeated ? reflection->AddInt32(&message, field, number) : reflection->SetInt32(&message, field, number);
      return;
    case FieldDescriptor::CPPTYPE_INT64: {
      const std::int64_t large = 1'700'000'000'000'000 + number;
      repeated ? reflection->AddInt64(&message, field, large) : reflection->SetInt64(&message, field, large);
      return;
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      repeated ? reflection->AddBool(&message, field, true) : reflection->SetBool(&message, field, true);
      return;
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* value = field->enum_type()->value(1);
      repeated ? reflection->AddEnum(&message, field, value) : reflection->SetEnum(&message, field, value);
      return;
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      fill(repeated ? *reflection->AddMessage(&message, field) : *reflection->MutableMessage(&message, field));
      return;
    default:
      FAIL() << field->full_name() << ": a kind of field that events do not use yet; give it a value here.";
  }
}

void fill(Message& message) {
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    fill_field(message, message.GetDescriptor()->field(i));
  }
}

// Whether every field of the message, and of those inside it, is set.
bool is_full(const Message& message) {
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message.GetDescriptor()->field(i);
    const auto* reflection = message.GetReflection();
    const bool given = field->is_repeated() ? reflection->FieldSize(message, field) > 0
                                            : reflection->HasField(message, field);
    if (!given) return false;
    if (field->message_type() == nullptr || field->is_map()) continue;
    const Message& inner = field->is_repeated() ? reflection->GetRepeatedMessage(message, field, 0)
                                                : reflection->GetMessage(message, field);
    if (!is_full(inner)) return false;
  }
  return true;
}

std::filesystem::path folder_of(const Message& event) {
  return std::filesystem::path(OPORA_GOLDEN_FOLDER) / event.GetDescriptor()->file()->package();
}

// The golden files of one case of an event, oldest first: group_confirmed.1.bin, group_confirmed.2.bin, …
std::vector<std::filesystem::path> files_of(const Message& event, const FieldDescriptor* kind) {
  std::vector<std::filesystem::path> files;
  for (int version = 1;; ++version) {
    auto path = folder_of(event) / (kind->name() + "." + std::to_string(version) + ".bin");
    if (!std::filesystem::exists(path)) return files;
    files.push_back(std::move(path));
  }
}

void write_new(const Message& event, const FieldDescriptor* kind) {
  std::unique_ptr<Message> fresh(event.New());
  fill_field(*fresh, kind);
  const auto version = std::to_string(files_of(event, kind).size() + 1);
  const auto stem = folder_of(event) / (kind->name() + "." + version);
  std::filesystem::create_directories(folder_of(event));
  std::ofstream(stem.string() + ".bin", std::ios::binary) << fresh->SerializeAsString();
  std::ofstream(stem.string() + ".json", std::ios::binary) << json_of(*fresh);
}

// Whether the newest golden bytes of a kind know every field that the contract has now.
bool is_complete(const Message& event, const FieldDescriptor* kind) {
  const auto files = files_of(event, kind);
  if (files.empty()) return false;
  std::unique_ptr<Message> parsed(event.New());
  return parsed->ParseFromString(content_of(files.back())) && parsed->GetReflection()->HasField(*parsed, kind) &&
         is_full(parsed->GetReflection()->GetMessage(*parsed, kind));
}

TEST(GoldenEvents, every_service_with_events_is_covered) {
  std::set<std::string> covered;
  for (const Message* event : event_messages()) covered.insert(event->GetDescriptor()->full_name());
  std::set<std::string> existing;
  const Contracts contracts(files_below(OPORA_PROTO_FOLDER));
  for (const auto* file : contracts.files()) {
    if (const Descriptor* event = file->FindMessageTypeByName("Event")) existing.insert(event->full_name());
  }
  EXPECT_EQ(covered, existing);
}

TEST(GoldenEvents, every_event_has_bytes_with_all_its_fields) {
  for (const Message* event : event_messages()) {
    for (int i = 0; i < event->GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor* kind = event->GetDescriptor()->field(i);
      if (std::getenv("OPORA_WRITE_GOLDEN") != nullptr && !is_complete(*event, kind)) write_new(*event, kind);
      EXPECT_TRUE(is_complete(*event, kind)) << kind->full_name() << ": run with OPORA_WRITE_GOLDEN=1 to add them.";
    }
  }
}

TEST(GoldenEvents, old_bytes_mean_the_same_and_are_written_the_same) {
  int read_count = 0;
  for (const Message* event : event_messages()) {
    for (const auto& entry : std::filesystem::directory_iterator(folder_of(*event))) {
      if (entry.path().extension() != ".bin") continue;
      const std::string bytes = content_of(entry.path());
      std::unique_ptr<Message> parsed(event->New());
      ASSERT_TRUE(parsed->ParseFromString(bytes)) << entry.path();
      EXPECT_EQ(parsed->SerializeAsString(), bytes) << entry.path();

      const auto json_file = std::filesystem::path(entry.path()).replace_extension(".json");
      EXPECT_EQ(nlohmann::json::parse(json_of(*parsed)), nlohmann::json::parse(content_of(json_file))) << json_file;
      ++read_count;
    }
  }
  EXPECT_GE(read_count, 19);
}

}  // namespace
}  // namespace opora::contract
