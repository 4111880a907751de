// Another service's log as a bad network shows it: the head is an old one, pages are short, or nothing can be read. Its
// owner tells nothing but what it has; somebody between, who carries events, brings pages late, again, or without their
// beginning, and may invent and change events.
#pragma once

#include <functional>
#include <memory>

#include "platform/events/log/event_log.h"
#include "simulation/dice.h"
#include "simulation/trace.h"

namespace opora::simulation {

class FaultyLog final : public EventLog {
 public:
  // `real` finds the log itself, which is another one after each restart of its service. `owner_told` is called once
  // its owner was told that it has lost what somebody has read.
  FaultyLog(std::string name, std::function<std::shared_ptr<EventLog>()> real, std::function<void()> owner_told,
            Dice& dice, Trace& trace)
      : name_(std::move(name)),
        real_(std::move(real)),
        owner_told_(std::move(owner_told)),
        dice_(dice),
        trace_(trace) {}

  const std::string& name() const override { return name_; }
  LogHead head() override;
  std::vector<LogRecord> read(std::int64_t position, int limit) override;
  std::vector<LogRecord> next(const std::string& epoch, std::int64_t position, int limit) override;
  std::string history_key() override { return real_()->history_key(); }
  Compared compare(const HistoryPoint& read) override;
  Subscription subscribe(std::function<void()>) override { return nullptr; }

  // The log has lost its end.
  void forget_what_was_shown() { shown_ = 0; }
  // How many calls in a thousand go wrong from here on.
  void trouble(int per_mille) { per_mille_ = per_mille; }

 private:
  [[noreturn]] void fail(const char* what);
  std::vector<LogRecord> brought(const std::string& epoch, std::int64_t position, int limit);
  std::vector<LogRecord> shown(std::vector<LogRecord> page);

  const std::string name_;
  const std::function<std::shared_ptr<EventLog>()> real_;
  const std::function<void()> owner_told_;
  Dice& dice_;
  Trace& trace_;
  int per_mille_ = 0;
  std::int64_t shown_ = 0;  // the last position that anybody was shown: no head is older than that
};

}  // namespace opora::simulation
