#include "opora/serve/serve.h"

#include "platform/process/process.h"
#include "registration/service.h"
#include "reporting/service.h"
#include "scheduling/service.h"

namespace opora {

int serve(const std::vector<std::string>& arguments) {
  return run(arguments, {make_scheduling(), make_registration(), make_reporting()});
}

}  // namespace opora
