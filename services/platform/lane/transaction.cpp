#include "platform/lane/transaction.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace opora {

Error nothing_there(std::string_view reason) {
  std::string thing;
  for (const char c : reason.substr(std::min(reason.size(), std::string_view("UNKNOWN_").size())))
    thing += c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return {Code::not_found, std::string(reason),
          "No " + thing + " has this id. Check it; if it was made just now, try again in a moment."};
}

Result<Rows> Reader::query(const Statement& statement, Params params) {
  // What a query finds depends on the commands before this one, so a prefetch can't foresee it.
  if (collecting_) return refuse(Code::internal, kCollecting, "The batch is still collecting keys.");
  before_query();
  return identity_map_.sql().query(statement, params);
}

const std::vector<std::string>& Transaction::only_within(std::string_view scope) const {
  const auto& ids = ids_of(only_within_, scope);
  if (ids.empty() && !only_within_.empty())
    throw std::logic_error("The command is held to a " + only_within_.begin()->first + ", and asks for a " +
                           std::string(scope) + ".");
  return ids;
}

void Transaction::before_query() { identity_map_.save_changed(); }

std::string Transaction::next_id() {
  const std::size_t n = next_id_++;
  if (n == ids_.made.size()) ids_.made.push_back(ids_.make(n));
  return ids_.made[n];
}

void Transaction::emit_draft(EventDraft draft) {
  if (collecting_) return;
  wrote_ = true;
  ++row_count_;
  effects_.events.push_back(std::move(draft));
}

void Transaction::set_timer(Timer timer) {
  if (collecting_) return;
  wrote_ = true;
  ++row_count_;
  effects_.timers.push_back(std::move(timer));
}

void Transaction::set_job(Job job) {
  if (collecting_) return;
  wrote_ = true;
  ++row_count_;
  effects_.jobs.push_back(std::move(job));
}

}  // namespace opora
