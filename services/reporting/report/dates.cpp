#include "reporting/report/dates.h"

#include "platform/dates/dates.h"
#include "platform/text/printable.h"

namespace opora::report {

std::string filled(std::string words, std::initializer_list<std::pair<std::string_view, std::string>> places) {
  for (const auto& [place, text] : places)
    if (const auto at = words.find(place); at != std::string::npos) words.replace(at, place.size(), text);
  return words;
}

std::string day_in(const Words& words, std::string_view date) {
  if (!is_date(date)) return printable(date);
  return filled(words.text("date"), {{"{year}", std::string(date.substr(0, 4))},
                                     {"{month}", std::string(date.substr(5, 2))},
                                     {"{day}", std::string(date.substr(8, 2))}});
}

std::string time_in(const Words& words, std::string_view local) {
  if (!local_time_in(local)) return printable(local);
  return day_in(words, date_of(local)) + " " + std::string(local.substr(11, 5));
}

std::string instant_in(const Words& words, std::int64_t us) {
  return time_in(words, to_rfc3339(Instant{us}).substr(0, 16)) + " UTC";
}

std::string day_of_instant_in(const Words& words, std::int64_t us) {
  return day_in(words, date_of(to_rfc3339(Instant{us})));
}

}  // namespace opora::report
