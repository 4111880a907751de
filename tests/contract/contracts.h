// The contracts as descriptors, read from the .proto files themselves, so that none can be forgotten in a list.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

namespace opora::contract {

using FilesByName = std::map<std::string, std::string>;

// Our .proto files below the folder, and the standards' that they import, by their paths from there.
FilesByName files_below(const std::string& folder);

// Some contracts, parsed. Text given later replaces a file of the same name.
class Contracts {
 public:
  explicit Contracts(FilesByName files);
  ~Contracts();

  // Ours.
  const std::vector<const google::protobuf::FileDescriptor*>& files() const { return files_; }
  // What is wrong with the text, a line each; the files that have mistakes are not in files().
  const std::vector<std::string>& mistakes() const;

 private:
  class Sources;
  class Mistakes;
  std::unique_ptr<Sources> sources_;
  std::unique_ptr<Mistakes> mistakes_;
  std::unique_ptr<class Importing> importing_;
  std::vector<const google::protobuf::FileDescriptor*> files_;
};

// Shows every method of every service, in the order of the files' names.
void each_method(const Contracts& contracts,
                 const std::function<void(const google::protobuf::MethodDescriptor*)>& visit);

}  // namespace opora::contract
