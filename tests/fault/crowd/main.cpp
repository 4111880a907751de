// crowd --address PLACES --data FOLDER [--clients N] [--capacity N]: opens a session and lets clients register and come
// until its standard input ends; then judges the platform by what they were told. Says "open" first, the number of
// answers for each line that it is given, and at the end one line of JSON.
#include <iostream>
#include <map>

#include <nlohmann/json.hpp>

#include "fault/crowd/crowd.h"

int main(int count, char** words) {
  std::map<std::string, std::string> options{{"--clients", "16"}, {"--capacity", "500"}};
  for (int i = 1; i + 1 < count; i += 2) options[words[i]] = words[i + 1];
  try {
    opora::testing::Crowd crowd(options["--address"], options["--data"] + "/keys", std::stoi(options["--capacity"]));
    std::cout << "open" << std::endl;
    crowd.start(std::stoi(options["--clients"]));
    for (std::string line; std::getline(std::cin, line);) std::cout << crowd.answered_count() << std::endl;
    crowd.stop();
    const std::vector<std::string> wrong = crowd.judge();
    std::cout << nlohmann::json{{"answered", crowd.answered_count()}, {"wrong", wrong}}.dump() << std::endl;
    return wrong.empty() ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "crowd: " << error.what() << "\n";
    return 2;
  }
}
