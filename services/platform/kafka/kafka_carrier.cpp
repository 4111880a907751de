#include "platform/kafka/kafka_carrier.h"

#include <utility>

#include "platform/kafka/publisher.h"

namespace opora {
namespace {

constexpr std::chrono::milliseconds kCheckWithin{5'000};

class KafkaCarrier final : public Carrier {
 public:
  explicit KafkaCarrier(std::unique_ptr<KafkaPublisher> publisher) : publisher_(std::move(publisher)) {}
  std::size_t send(const std::string& epoch, std::span<const LogRecord> records) override {
    return publisher_->publish(epoch, records);
  }

 private:
  std::unique_ptr<KafkaPublisher> publisher_;
};

}  // namespace

MakeCarrier kafka_carrier(KafkaOptions options, std::string service) {
  return [options = std::move(options),
          service = std::move(service)](CarrierCalls calls) -> Result<std::unique_ptr<Carrier>> {
    TRY(publisher, KafkaPublisher::make(options, service, {std::move(calls.arrived), std::move(calls.failed)}));
    TRY_DO(publisher->check(kCheckWithin));
    return std::make_unique<KafkaCarrier>(std::move(publisher));
  };
}

}  // namespace opora
