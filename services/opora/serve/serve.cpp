#include "opora/serve/serve.h"

#include <cstdlib>
#include <iostream>

#include "platform/process/process.h"
#include "registration/service.h"
#include "reporting/service.h"
#include "scheduling/service.h"

namespace opora {

std::vector<Service> all_services() { return {make_scheduling(), make_registration(), make_reporting()}; }

int serve(const std::vector<std::string>& arguments) { return run(arguments, all_services()); }

int list_services() {
  for (const Service& service : all_services()) std::cout << service.name << "\n";
  return EXIT_SUCCESS;
}

}  // namespace opora
