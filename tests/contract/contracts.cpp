// Parses .proto text with protobuf's own importer.
#include "contracts.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <google/protobuf/compiler/importer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

namespace opora::contract {

namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

FilesByName files_below(const std::string& folder) {
  FilesByName files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = std::filesystem::relative(entry.path(), folder).string();
    if (entry.path().extension() == ".proto") files[name] = content_of(entry.path());
  }
  return files;
}

// Our files from memory, protobuf's own from the system.
class Contracts::Sources final : public google::protobuf::compiler::SourceTree {
 public:
  explicit Sources(FilesByName files) : files_(std::move(files)) { system_.MapPath("", "/usr/include"); }

  google::protobuf::io::ZeroCopyInputStream* Open(const std::string& name) override {
    const auto found = files_.find(name);
    if (found == files_.end()) return system_.Open(name);
    return new google::protobuf::io::ArrayInputStream(found->second.data(), static_cast<int>(found->second.size()));
  }
  const FilesByName& files() const { return files_; }

 private:
  FilesByName files_;
  google::protobuf::compiler::DiskSourceTree system_;
};

class Contracts::Mistakes final : public google::protobuf::compiler::MultiFileErrorCollector {
 public:
  void AddError(const std::string& file, int line, int, const std::string& message) override {
    lines.push_back(file + ":" + std::to_string(line + 1) + ": " + message);
  }
  std::vector<std::string> lines;
};

class Importing {
 public:
  Importing(google::protobuf::compiler::SourceTree* sources,
            google::protobuf::compiler::MultiFileErrorCollector* mistakes)
      : importer(sources, mistakes) {}
  google::protobuf::compiler::Importer importer;
};

Contracts::Contracts(FilesByName files)
    : sources_(std::make_unique<Sources>(std::move(files))), mistakes_(std::make_unique<Mistakes>()),
      importing_(std::make_unique<Importing>(sources_.get(), mistakes_.get())) {
  for (const auto& [name, text] : sources_->files()) {
    if (!name.starts_with("opora/")) continue;  // what others have laid down follows their rules
    if (const auto* file = importing_->importer.Import(name)) files_.push_back(file);
  }
}

Contracts::~Contracts() = default;

const std::vector<std::string>& Contracts::mistakes() const { return mistakes_->lines; }

void each_method(const Contracts& contracts,
                 const std::function<void(const google::protobuf::MethodDescriptor*)>& visit) {
  for (const auto* file : contracts.files())
    for (int s = 0; s < file->service_count(); ++s)
      for (int m = 0; m < file->service(s)->method_count(); ++m) visit(file->service(s)->method(m));
}

}  // namespace opora::contract
