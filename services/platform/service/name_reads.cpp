#include "platform/service/name_reads.h"

#include <algorithm>
#include <utility>

#include "platform/service/told_names.h"

namespace opora {

bool NameReads::is_uncounted(const Caller& caller) const {
  return std::ranges::any_of(parts_.service.names_uncounted_within,
                             [&](const std::string& scope) { return !ids_of(caller.scopes, scope).empty(); });
}

Result<void> NameReads::check(const BoundMethod& method, const Caller& caller, const std::string& share) {
  if (method.names == nullptr || is_uncounted(caller)) return {};
  return limits_.check(share, std::chrono::steady_clock::now());
}

Result<void> NameReads::check_given(const PreparedCall& prepared) {
  if (is_uncounted(prepared.caller)) return {};
  auto may = limits_.check(prepared.share, std::chrono::steady_clock::now());
  return may || names_given_in(*prepared.request) == 0 ? Result<void>() : may;
}

void NameReads::note_answer(const PreparedCall& prepared, const std::string& response) {
  if (prepared.method->names == nullptr) return;
  const std::unique_ptr<google::protobuf::Message> told(prepared.method->names->New());
  told->ParseFromString(response);
  const std::int64_t count = names_in(*told);
  if (count == 0) return;
  limits_.count(prepared.share, count, std::chrono::steady_clock::now());
  parts_.observer.names_read(parts_.service.name, prepared.method->name, prepared.caller, count);
}

void NameReads::note_told(PreparedCall& prepared, const Told& told) {
  const auto now = std::chrono::steady_clock::now();
  const Told before = std::exchange(prepared.told, {std::max(prepared.told.people, told.people),
                                                    prepared.told.wrong_name || told.wrong_name});
  if (const std::int64_t people = told.people - before.people; people > 0) {
    limits_.count(prepared.share, people, now);
    parts_.observer.names_read(parts_.service.name, prepared.method->name, prepared.caller, people);
  }
  if (!told.wrong_name || before.wrong_name) return;
  const auto& uncounted = parts_.service.guesses_uncounted_of;
  if (std::ranges::find(uncounted, prepared.caller.role) == uncounted.end())
    limits_.count_wrong(prepared.share, now);
  parts_.observer.wrong_name_given(parts_.service.name, prepared.method->name, prepared.caller);
}

}  // namespace opora
