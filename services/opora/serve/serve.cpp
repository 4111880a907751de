#include "opora/serve/serve.h"

#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "opora/all_services/all_services.h"
#include "platform/process/process.h"
#include "platform/service/binding.h"

namespace opora {

int serve(const std::vector<std::string>& arguments) { return run(arguments, all_services()); }

void list_services() {
  for (const Service& service : all_services()) std::cout << service.name << "\n";
}

Result<void> describe_services() {
  auto described = nlohmann::ordered_json::array();
  std::vector<std::string> names;
  for (const Service& service : all_services()) {
    TRY(binding, Binding::make(service));
    std::vector<std::string> hears;
    std::ranges::copy_if(names, std::back_inserter(hears),
                         [&](const std::string& name) { return binding.sources().contains(name); });
    described.push_back({{"name", service.name}, {"hears", hears}, {"tells", service.event != nullptr}});
    names.push_back(service.name);
  }
  std::cout << described.dump() << "\n";
  return {};
}

}  // namespace opora
