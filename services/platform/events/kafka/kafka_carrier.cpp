#include "platform/events/kafka/kafka_carrier.h"

#include <utility>

#include "platform/events/kafka/last_published.h"
#include "platform/events/kafka/publisher.h"

namespace opora {
namespace {

constexpr std::chrono::milliseconds kCheckWithin{5'000};
constexpr std::chrono::milliseconds kReadEndWithin{1'500};

class KafkaCarrier final : public Carrier {
 public:
  KafkaCarrier(std::unique_ptr<KafkaPublisher> publisher, KafkaOptions options, std::string service)
      : publisher_(std::move(publisher)), options_(std::move(options)), service_(std::move(service)) {}
  std::size_t send(const std::string& epoch, std::span<const LogRecord> records) override {
    return publisher_->publish(epoch, records);
  }
  Result<std::optional<HistoryPoint>> last_carried(const std::string& epoch, const std::string& history_key) override {
    return last_published(options_, service_, epoch, history_key, kReadEndWithin);
  }

 private:
  const std::unique_ptr<KafkaPublisher> publisher_;
  const KafkaOptions options_;
  const std::string service_;
};

}  // namespace

MakeCarrier kafka_carrier(KafkaOptions options, std::string service) {
  return [options = std::move(options),
          service = std::move(service)](CarrierCalls calls) -> Result<std::unique_ptr<Carrier>> {
    TRY(publisher, KafkaPublisher::make(options, service, {std::move(calls.arrived), std::move(calls.failed)}));
    TRY_DO(publisher->check(kCheckWithin));
    return std::make_unique<KafkaCarrier>(std::move(publisher), options, service);
  };
}

}  // namespace opora
