// people --address PLACES --data FOLDER [--series N] [--seed N]: forty people a series, who register, come, and are
// asked in three waves. Each acts when told to, by a line of standard input, so whoever watches knows exactly when.
//
//   come PERSON            is scanned at the door
//   answer SERIES WAVE PERSON
//   close SERIES WAVE      and it is counted
//   open SERIES WAVE
//
// Says first, in a line of JSON, which waves there are, and what each will have answered: for whoever judges afterwards
// who was named, and for nobody else. Then a line for each line: when it was begun and done, by the clock.
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <sstream>
#include <stdexcept>
#include <vector>

#include <nlohmann/json.hpp>

#include "opora/registration/v1/registration_service.pb.h"
#include "process/asked_waves.h"
#include "process/hot_session.h"
#include "process/must.h"

namespace opora::testing {
namespace {

constexpr int kPeople = 40;  // a series
constexpr int kWaves = 3;
constexpr int kWordsMin = 12, kWordsMax = 290;
constexpr std::chrono::seconds kPatience{60};

struct Said {
  std::int64_t number = 0;
  std::string words;
};

class People {
 public:
  People(const std::string& address, const std::string& data, int series_count, std::uint64_t seed)
      : random_(seed), series_count_(series_count) {
    const std::string keys = data + "/keys";
    session_.meet(address, keys);
    session_.open_session(series_count * kPeople);
    for (int person = 0; person < series_count * kPeople; ++person) person_ids_.push_back(register_one(address));
    for (int series = 0; series < series_count; ++series) {
      series_.push_back(
          std::make_unique<AskedWaves>(session_.administrator(), address, keys, session_.round(), kWaves));
      sheets_.push_back(series_.back()->draw_sheets(kPeople + 5));
      std::ranges::shuffle(sheets_.back(), random_);
    }
    for (int i = 0; i < series_count * kWaves; ++i) said_.push_back(say());
    anybody_ = must(Client::make({.address = address}), "connecting");
  }

  nlohmann::json told() const {
    nlohmann::json waves = nlohmann::json::array(), truth = nlohmann::json::array();
    for (int series = 0; series < series_count_; ++series) {
      for (int wave = 0; wave < kWaves; ++wave) {
        waves.push_back({{"series", series}, {"wave", wave}, {"id", at(series).wave_id(wave)}});
        nlohmann::json of_wave = nlohmann::json::array();
        for (const Said& said : said_in(series, wave))
          of_wave.push_back({{"number", said.number}, {"words", said.words}});
        truth.push_back(of_wave);
      }
    }
    return {{"people", kPeople}, {"waves", waves}, {"truth", truth}};
  }

  nlohmann::json act(const std::string& line) {
    std::istringstream words(line);
    std::string what;
    int first = 0, second = 0, third = 0;
    words >> what >> first >> second >> third;
    const Instant begun = clock_.now();
    if (what == "come") come(first);
    else if (what == "answer") answer(first, second, third);
    else if (what == "close") at(first).close(second);
    else if (what == "open") must(at(first).open(second), "opening a wave");
    else throw std::runtime_error("nobody knows how to " + what);
    return {{"begun_us", begun.us}, {"done_us", clock_.now().us}};
  }

 private:
  AskedWaves& at(int series) const { return *series_.at(static_cast<std::size_t>(series)); }
  const std::vector<Said>& said_in(int series, int wave) const {
    return said_.at(static_cast<std::size_t>(series * kWaves + wave));
  }

  std::string register_one(const std::string& address) {
    registration::v1::RegisterGroupRequest request;
    request.ParseFromString(session_.new_registration());
    if (!organisation_) organisation_ = session_.connect(address);
    must(organisation_->call_until_settled<registration::v1::RegisterGroupResponse>(request, kPatience), "registering");
    return request.members(0).person_id();
  }

  // Numbers and texts of many sizes, each its own.
  std::vector<Said> say() {
    std::vector<int> sizes(kWordsMax - kWordsMin);
    std::iota(sizes.begin(), sizes.end(), kWordsMin);
    std::ranges::shuffle(sizes, random_);
    std::vector<Said> all;
    for (int person = 0; person < kPeople; ++person) {
      Said& said = all.emplace_back();
      said.number = 100'000 + (next_number_ += 1 + static_cast<std::int64_t>(random_() % 50));
      const int size = sizes.at(static_cast<std::size_t>(person));
      for (int i = 0; i < size; ++i)
        said.words += i % 7 == 6 ? ' ' : static_cast<char>('a' + static_cast<int>(random_() % 26));
      said.words.back() = '.';
    }
    // Else whoever has the largest number would be the last one.
    std::ranges::shuffle(all, random_);
    return all;
  }

  void come(int person) {
    registration::v1::CheckInRequest request;
    const Instant now = clock_.now();
    request.set_request_id(ids_.next(now));
    request.set_session_id(session_.session());
    request.mutable_scan()->set_check_in_id(ids_.next(now));
    request.mutable_scan()->set_person_id(person_ids_.at(static_cast<std::size_t>(person)));
    request.mutable_scan()->set_scanned_at_us(now.us);
    must(session_.administrator().call_until_settled<registration::v1::CheckInResponse>(request, kPatience), "coming");
  }

  void answer(int series, int wave, int person) {
    const auto number = static_cast<std::size_t>(person);
    const Said& said = said_in(series, wave).at(number);
    const auto request =
        at(series).answers(wave, sheets_.at(static_cast<std::size_t>(series)).at(number),
                           static_cast<int>(random_() % AskedWaves::kStrains), said.number, said.words);
    must(anybody_->call_until_settled<feedback::v1::SubmitAnswersResponse>(request, kPatience), "answering");
  }

  std::mt19937_64 random_;
  const int series_count_;
  SystemClock clock_;
  IdSource ids_;
  HotSession session_;
  std::unique_ptr<Client> organisation_, anybody_;
  std::vector<std::string> person_ids_;
  std::vector<std::unique_ptr<AskedWaves>> series_;
  std::vector<std::vector<DrawnSheet>> sheets_;  // of each series, by the person who has drawn it
  std::vector<std::vector<Said>> said_;          // of each wave, by person
  std::int64_t next_number_ = 0;
};

}  // namespace
}  // namespace opora::testing

int main(int count, char** words) {
  std::map<std::string, std::string> options{{"--series", "1"}, {"--seed", "1"}};
  for (int i = 1; i + 1 < count; i += 2) options[words[i]] = words[i + 1];
  try {
    opora::testing::People people(options["--address"], options["--data"], std::stoi(options["--series"]),
                                  std::stoull(options["--seed"]));
    std::cout << people.told().dump() << std::endl;
    for (std::string line; std::getline(std::cin, line);) std::cout << people.act(line).dump() << std::endl;
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "people: " << error.what() << "\n";
    return 2;
  }
}
