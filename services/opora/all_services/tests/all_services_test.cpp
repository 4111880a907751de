// A service that has a folder is in the list.
#include "opora/all_services/all_services.h"

#include <iterator>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "platform/service/binding.h"

namespace opora {
namespace {

using Names = std::set<std::string>;

Names listed() {
  Names names;
  for (const Service& service : all_services()) names.insert(service.name);
  return names;
}

TEST(AllServices, AreThoseThatHaveAFolder) {
  std::istringstream folders(OPORA_SERVICES);
  const Names there{std::istream_iterator<std::string>(folders), {}};
  EXPECT_EQ(listed(), there) << "all_services.cpp lists others than services/ holds";
}

TEST(AllServices, StandAfterThoseTheyHear) {
  Names before;
  for (const Service& service : all_services()) {
    const auto binding = Binding::make(service);
    ASSERT_TRUE(binding) << service.name << ": " << binding.error().message;
    for (const std::string& source : binding->sources())
      EXPECT_TRUE(before.contains(source)) << service.name << " stands before " << source;
    before.insert(service.name);
  }
}

}  // namespace
}  // namespace opora
