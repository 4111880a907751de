// What tests of database files look at.
#pragma once

#include <map>
#include <string>

#include "platform/testing/engines.h"

namespace opora {

using testing::TemporaryFolder;

// Every file's bytes by its name. The lock's file is left out: taking it is how a file is looked at.
std::map<std::string, std::string> contents_of(const TemporaryFolder& folder);
std::string read_bytes(const std::string& path);
void write_bytes(const std::string& path, const std::string& bytes);

}  // namespace opora
