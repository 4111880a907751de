#include "simulation/poison.h"

#include "simulation/dice.h"

namespace opora::simulation {

bool Poison::spoils(const std::string& service, const std::string& source, std::int64_t position) const {
  if (per_mille_ == 0) return false;
  const auto place = static_cast<std::uint64_t>(position) * 16 + service.size() % 4 * 4 + source.size() % 4;
  return Dice(seed_ ^ (place * 0x9E3779B97F4A7C15ULL)).chance(per_mille_);
}

Service Poison::around(Service service) const {
  const std::string name = service.name;
  for (Handler& handler : service.handlers) {
    if (handler.kind() != Handler::Kind::consumer) continue;
    handler = handler.with_consumer(
        [this, name, apply = handler.consumer()](Transaction& tx, const std::string& source, const LogRecord& record,
                                                 const google::protobuf::Message& body) -> Result<void> {
          if (spoils(name, source, record.position))
            return refuse(Code::conflict, "POISONED", "The simulation spoils this event.");
          return apply(tx, source, record, body);
        });
  }
  return service;
}

}  // namespace opora::simulation
