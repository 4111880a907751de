#include "opora/all_services/all_services.h"

#include "feedback/service.h"
#include "registration/service.h"
#include "reporting/service.h"
#include "scheduling/service.h"

namespace opora {

std::vector<Service> all_services() {
  return {make_scheduling(), make_registration(), make_feedback(), make_reporting()};
}

}  // namespace opora
