// Requests to the whole platform: each part is named by its method and who calls ("RegisterGroup coordinator"), and is
// the request as protobuf's text, or as the bytes that came ("RegisterGroup bytes"). "wait" lets so many seconds pass.
#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/message.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/text_format.h>

#include "fuzz/fuzzer.h"
#include "fuzz/network.h"
#include "fuzz/parts.h"
#include "opora/round_folder/decoding.h"
#include "platform/proto/enum_code.h"
#include "platform/service/validation.h"

namespace opora::fuzzing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const char* const kRegion = "00000000-0000-7000-8000-000000000002";
const char* const kSession = "00000000-0000-7000-8000-000000000009";
const char* const kOrganisation = "00000000-0000-7000-8000-00000000000a";

// What a part is headed by.
struct Heading {
  std::string method;
  bool is_bytes = false;
  Caller caller = testing::administrator();
};

Heading heading_of(const std::string& name) {
  Heading heading;
  std::istringstream words(name);
  words >> heading.method;
  for (std::string word; words >> word;) {
    heading.is_bytes = heading.is_bytes || word == "bytes";
    const auto role = value_of_code<network::v1::Role>(word);
    if (role == network::v1::ROLE_UNSPECIFIED) continue;
    heading.caller.subject = word;
    heading.caller.role = role;
    heading.caller.scopes.clear();
    if (role == network::v1::ROLE_COORDINATOR) heading.caller.scopes["region"] = {kRegion};
    if (role == network::v1::ROLE_FACILITATOR) heading.caller.scopes["session"] = {kSession};
    if (role == network::v1::ROLE_ORGANISATION) heading.caller.scopes["organisation"] = {kOrganisation};
  }
  return heading;
}

struct Silence final : google::protobuf::io::ErrorCollector {
  void AddError(int, google::protobuf::io::ColumnNumber, const std::string&) override {}
};

// What the text says of a request, as far as it is one.
void read_text(std::string_view text, Message& request) {
  static Silence silence;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&silence);
  parser.AllowUnknownField(true);
  google::protobuf::io::ArrayInputStream stream(text.data(), static_cast<int>(text.size()));
  parser.Parse(&stream, &request);
}

const FieldDescriptor* request_id_of(const Descriptor* type) { return type->FindFieldByName("request_id"); }

// A command without an id of its own gets the part's.
void give_request_id(Message& request, std::size_t part) {
  const FieldDescriptor* field = request_id_of(request.GetDescriptor());
  if (field == nullptr || request.GetReflection()->HasField(request, field)) return;
  request.GetReflection()->SetString(&request, field, testing::test_id(100'000 + static_cast<int>(part)));
}

void expect_told(const Error& error) {
  const bool is_reason = !error.reason.empty() && std::ranges::all_of(error.reason, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  expect(is_reason, "a refusal has a reason", error.reason);
  expect(!error.message.empty() && round_folder::is_utf8(error.message), "a refusal says what to do", error.message);
  expect(error.fields.size() <= 20, "no more fields are named than somebody reads");
  for (const FieldViolation& each : error.fields)
    expect(!each.field.empty() && !each.description.empty() && round_folder::is_utf8(each.field), "a field is named",
           each.field);
  expect(error.code != Code::internal && error.code != Code::outcome_unknown, "nothing fails but what is refused",
         error.reason + ": " + error.message);
}

// What the rules of its contract say of a request: the same twice, and nothing that its bytes change.
void expect_ruled(const Message& request, network::v1::Role role) {
  const RequestRules rules(request.GetDescriptor());
  const Result<void> checked = rules.check(request, role);
  const Result<void> again = rules.check(request, role);
  expect(checked.has_value() == again.has_value() && (checked || checked.error() == again.error()),
         "the rules say the same twice");
  if (!checked) expect_told(checked.error());
  const std::unique_ptr<Message> lowered(request.New());
  lowered->CopyFrom(request);
  rules.lower_ids(*lowered);
  expect(!rules.lower_ids(*lowered), "ids are small once they were made so");
  expect(!checked || rules.check(*lowered, role).has_value(), "small ids break no rule");
}

// What is known of a network after each input; a command's answer is remembered, so it serves one input only.
class Stage {
 public:
  Network& network() {
    if (network_ == nullptr) {
      network_ = std::make_unique<Network>();
      std::ifstream file(OPORA_FUZZ_OPENING, std::ios::binary);
      const std::string opening(std::istreambuf_iterator<char>(file), {});
      for (const Part& part : parts_of(opening, 100))
        if (const auto refusal = play(part, 1'000 + ++opened_); !refusal.empty())
          expect(false, "the opening is played", part.name + ": " + refusal);
      is_fresh_ = true;
    }
    return *network_;
  }

  // The reason of a refusal; empty if there was none.
  std::string play(const Part& part, std::size_t number) {
    if (part.name == "wait") {
      wait(part.text);
      return {};
    }
    const Heading heading = heading_of(part.name);
    const Descriptor* type = network().request_called(heading.method);
    if (type == nullptr) return {};
    const std::unique_ptr<Message> request(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
    std::string bytes(part.text);
    if (heading.is_bytes) {
      request->ParsePartialFromString(bytes);
    } else {
      read_text(part.text, *request);
      give_request_id(*request, number);
      bytes = request->SerializeAsString();
    }
    expect_ruled(*request, heading.caller.role);
    const Answer answer = network().call(type, bytes, heading.caller);
    const bool is_remembered = answer.response || answer.response.error().reason != "INVALID_REQUEST";
    is_fresh_ = is_fresh_ && !(is_remembered && request_id_of(type) != nullptr);
    if (answer.response) return {};
    expect_told(answer.response.error());
    return answer.response.error().reason;
  }

  // Whatever was refused for its form has left nothing.
  void end() {
    if (is_fresh_) return;
    const std::vector<std::string> violations = network().violations();
    expect(violations.empty(), "every invariant holds", violations.empty() ? "" : violations.front());
    network_.reset();
  }

 private:
  void wait(std::string_view text) {
    constexpr std::int64_t kSecondsMax = 40'000'000;  // more than a year
    std::int64_t seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (seconds <= 0 || seconds > kSecondsMax) return;
    network().wait(std::chrono::seconds(seconds));
    is_fresh_ = false;
  }

  std::unique_ptr<Network> network_;
  bool is_fresh_ = false;
  std::size_t opened_ = 0;
};

}  // namespace

void try_input(std::string_view input) {
  constexpr std::size_t kPartsMax = 8;
  static Stage stage = [] {
    google::protobuf::SetLogHandler(nullptr);  // it writes of each text that is no UTF-8
    return Stage();
  }();
  std::size_t number = 0;
  for (const Part& part : parts_of(input, kPartsMax)) stage.play(part, ++number);
  stage.end();
}

}  // namespace opora::fuzzing
