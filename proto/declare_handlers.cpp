// A plugin of protoc: declares the handlers of a service as its contracts have them, in "<service>/handlers/handlers.h".
//
//   protoc --plugin=protoc-gen-handlers=… --handlers_out=SERVICE:FOLDER CONTRACT…
//
// Among the service's own contracts a method is sealed if it says so (opora.options.v1.sealed), and a run if it names a
// policy beside that; else it is a command if its request has a request_id, or a query; a message of timers.proto is a
// timer; of two of jobs.proto, FindLateNames and FindLateNamesResult, the one is a job and the other, a timer, takes in
// what it has found. Of another service's contract every event is declared with its consumer: one that the service has
// no use for is declared and never written.
#include <cctype>
#include <memory>
#include <string>
#include <vector>

#include <google/protobuf/compiler/code_generator.h>
#include <google/protobuf/compiler/plugin.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream.h>
#include <google/protobuf/unknown_field_set.h>

namespace {

using google::protobuf::Descriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::UnknownField;

// Our options, by their numbers in options.proto: this program is not linked with what is made of that.
constexpr int kAccess = 50101, kSealed = 50108;

const UnknownField* option_of(const MethodDescriptor& method, int number) {
  const auto& options = method.options().unknown_fields();
  for (int i = 0; i < options.field_count(); ++i)
    if (options.field(i).number() == number) return &options.field(i);
  return nullptr;
}

bool is_sealed(const MethodDescriptor& method) {
  const UnknownField* says = option_of(method, kSealed);
  return says != nullptr && says->type() == UnknownField::TYPE_VARINT && says->varint() != 0;
}

// "AddRosterMembers" is "add_roster_members".
std::string snake(const std::string& name) {
  std::string words;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto is_capital = [&](std::size_t at) { return std::isupper(static_cast<unsigned char>(name[at])) != 0; };
    if (i > 0 && is_capital(i) && !is_capital(i - 1)) words += '_';
    words += static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
  }
  return words;
}

class Declarations {
 public:
  explicit Declarations(std::string service) : service_(std::move(service)) {}

  // What is wrong with the file, or nothing.
  std::string add(const FileDescriptor& file) {
    const std::string own = "opora." + service_ + ".";
    if (file.package().compare(0, own.size(), own) != 0) return add_consumers(file);
    for (int s = 0; s < file.service_count(); ++s)
      for (int m = 0; m < file.service(s)->method_count(); ++m)
        if (auto wrong = add_method(*file.service(s)->method(m)); !wrong.empty()) return wrong;
    if (stem_of(file) == "timers") {
      for (int i = 0; i < file.message_type_count(); ++i) {
        const Descriptor& timer = *file.message_type(i);
        add("void", timer.name(), "Transaction& tx", type_of(timer) + "& request");
      }
    }
    if (stem_of(file) == "jobs")
      for (int i = 0; i < file.message_type_count(); ++i)
        if (auto wrong = add_job(file, *file.message_type(i)); !wrong.empty()) return wrong;
    if (file.service_count() > 0 || stem_of(file) == "timers" || stem_of(file) == "jobs") includes_ += include_of(file);
    return "";
  }

  std::string text() const {
    std::string text = "// Generated from the contracts: every handler that " + service_ +
                       " can have. Each is in a file of its own name.\n#pragma once\n\n" + includes_ +
                       "#include \"platform/lane/transaction.h\"\n";
    if (hears_) text += "#include \"platform/service/service.h\"\n";
    if (runs_jobs_) text += "#include \"platform/service/outside.h\"\n";
    if (seals_) text += "#include \"platform/service/sealed.h\"\n";
    const std::string name = "namespace opora::" + service_;
    return text + "\n" + name + " {\n\n" + declared_ + "\n}  // " + name + "\n";
  }

 private:
  std::string add_method(const MethodDescriptor& method) {
    if (method.client_streaming() || method.server_streaming())
      return method.full_name() + " streams: a handler is asked once and answers once.";
    add(type_of(*method.output_type()), method.name(), view_of(method), type_of(*method.input_type()) + "& request");
    return "";
  }

  // What its handler is given.
  std::string view_of(const MethodDescriptor& method) {
    seals_ = seals_ || is_sealed(method);
    if (is_sealed(method)) return option_of(method, kAccess) != nullptr ? "SealedRun& run" : "Sealed& sealed";
    const bool is_command = method.input_type()->FindFieldByName("request_id") != nullptr;
    return is_command ? "Transaction& tx" : "Snapshot& snapshot";
  }

  std::string add_job(const FileDescriptor& file, const Descriptor& message) {
    static const std::string kResult = "Result";
    const std::string& name = message.name();
    const bool is_result = name.size() > kResult.size() &&
                           name.compare(name.size() - kResult.size(), kResult.size(), kResult) == 0;
    if (is_result) {
      add("void", name, "Transaction& tx", type_of(message) + "& request");
      return "";
    }
    const Descriptor* result = file.FindMessageTypeByName(name + kResult);
    if (result == nullptr) return message.full_name() + " is a job, and there is no " + name + kResult + ".";
    runs_jobs_ = true;
    add(type_of(*result), name, "Outside& outside", type_of(message) + "& job");
    return "";
  }

  std::string add_consumers(const FileDescriptor& file) {
    const Descriptor* envelope = file.FindMessageTypeByName("Event");
    if (envelope == nullptr) return file.name() + " has no message Event, so there is nothing to consume.";
    includes_ += include_of(file);
    hears_ = true;
    for (int i = 0; i < envelope->field_count(); ++i)
      if (const Descriptor* event = envelope->field(i)->message_type())
        add("void", "On" + event->name(), "Transaction& tx", "Received<" + type_of(*event) + ">& event");
    return "";
  }

  void add(const std::string& answer, const std::string& name, const std::string& where, const std::string& what) {
    declared_ += "Result<" + answer + "> " + snake(name) + "(" + where + ", const " + what + ");\n";
  }

  // As it is called inside the service's own namespace.
  std::string type_of(const Descriptor& message) const {
    std::string name = message.full_name();
    for (const std::string& around : {std::string("opora."), service_ + "."})
      if (name.compare(0, around.size(), around) == 0) name.erase(0, around.size());
    for (auto dot = name.find('.'); dot != std::string::npos; dot = name.find('.')) name.replace(dot, 1, "::");
    return name;
  }

  static std::string include_of(const FileDescriptor& file) {
    return "#include \"" + file.name().substr(0, file.name().rfind('.')) + ".pb.h\"\n";
  }
  static std::string stem_of(const FileDescriptor& file) {
    const auto begin = file.name().rfind('/') + 1;
    return file.name().substr(begin, file.name().rfind('.') - begin);
  }

  const std::string service_;
  std::string includes_, declared_;
  bool hears_ = false;  // anybody
  bool runs_jobs_ = false;
  bool seals_ = false;
};

class HandlersGenerator final : public google::protobuf::compiler::CodeGenerator {
 public:
  bool Generate(const FileDescriptor*, const std::string&, google::protobuf::compiler::GeneratorContext*,
                std::string* error) const override {
    *error = "All contracts of a service are declared in one file.";
    return false;
  }

  bool GenerateAll(const std::vector<const FileDescriptor*>& files, const std::string& service,
                   google::protobuf::compiler::GeneratorContext* context, std::string* error) const override {
    Declarations declarations(service);
    for (const FileDescriptor* file : files)
      if (*error = declarations.add(*file); !error->empty()) return false;
    const std::unique_ptr<google::protobuf::io::ZeroCopyOutputStream> output(
        context->Open(service + "/handlers/handlers.h"));
    google::protobuf::io::CodedOutputStream(output.get()).WriteString(declarations.text());
    return true;
  }
};

}  // namespace

int main(int argc, char** argv) {
  const HandlersGenerator generator;
  return google::protobuf::compiler::PluginMain(argc, argv, &generator);
}
