// The whole corpus of earlier event bytes replays: every service that listens to others applies all golden events of
// theirs, of every version that a log may hold, and parks none.
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <tuple>

#include <gtest/gtest.h>

#include "opora/all_services/all_services.h"
#include "platform/testing/harness.h"

namespace opora::contract {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using opora::testing::Harness;

// One golden file: "session_published.1.bin".
struct Golden {
  int version;
  std::string name;
  std::unique_ptr<Message> event;
};

Golden golden_in(const std::filesystem::path& path, const Descriptor* type) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  Golden golden{std::stoi(path.stem().extension().string().substr(1)), path.filename(), nullptr};
  golden.event.reset(google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  EXPECT_TRUE(golden.event->ParseFromString(bytes.str())) << golden.name;
  return golden;
}

// A log's golden events in order of their versions.
std::vector<Golden> corpus_of(const std::string& source) {
  const auto services = all_services();
  const Descriptor* type = std::ranges::find(services, source, &Service::name)->event;
  std::vector<Golden> corpus;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(OPORA_GOLDEN_FOLDER) / type->file()->package()))
    if (entry.path().extension() == ".bin") corpus.push_back(golden_in(entry.path(), type));
  std::ranges::sort(corpus, {}, [](const Golden& golden) { return std::tie(golden.version, golden.name); });
  return corpus;
}

// What came of the corpora of all that the service listens to.
struct Replayed {
  std::vector<std::string> applied, parked, violations;
};

Replayed replay(const Service& service) {
  Replayed replayed;
  Harness harness(service);
  for (const std::string& source : harness.host().sources())
    for (const Golden& golden : corpus_of(source)) {
      harness.deliver(source, *golden.event, golden.name);  // a key of its own: none is held back by another
      replayed.applied.push_back(golden.name);
    }
  for (const Parked& each : harness.host().parked(1'000)) {
    replayed.parked.push_back(each.record.key + ": " + each.reason + " " + each.message);
    std::erase(replayed.applied, each.record.key);
  }
  replayed.violations = harness.violations();
  return replayed;
}

TEST(Replay, every_service_applies_the_whole_corpus_of_those_it_listens_to) {
  std::map<std::string, std::size_t> counts;
  for (const Service& service : all_services()) {
    const Replayed replayed = replay(service);
    EXPECT_EQ(replayed.parked, std::vector<std::string>{}) << service.name;
    EXPECT_EQ(replayed.violations, std::vector<std::string>{}) << service.name << ": a rebuild makes the same";
    counts[service.name] = replayed.applied.size();
  }
  const std::size_t of_scheduling = corpus_of("scheduling").size(), of_registration = corpus_of("registration").size();
  EXPECT_GE(of_scheduling + of_registration, 19U);
  EXPECT_EQ(counts["scheduling"], 0U);
  EXPECT_EQ(counts["registration"], of_scheduling);
  EXPECT_EQ(counts["feedback"], of_scheduling + of_registration);
  EXPECT_EQ(counts["reporting"], of_scheduling + of_registration);
}

}  // namespace
}  // namespace opora::contract
