// What the rows of lists are made of. Pure.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <google/protobuf/timestamp.pb.h>

#include "opora/platform/v1/text.pb.h"
#include "opora/tool/lists.h"
#include "opora/tool/present_names.h"
#include "platform/clock/clock.h"
#include "platform/ids/ids.h"
#include "reporting/report/names.h"

namespace opora::tool::listed {

// "SESSION_KIND_ROUND_TABLE" as a folder writes it: "round-table".
inline std::string word_of(const std::string& name, std::string_view prefix) {
  std::string word = name.substr(std::min(prefix.size(), name.size()));
  for (char& each : word) each = each == '_' ? '-' : static_cast<char>(each - 'A' + 'a');
  return word;
}

inline Instant instant_in(const google::protobuf::Timestamp& time) { return Instant{time.seconds() * 1'000'000}; }

inline Result<void> check_id(const std::string& id, const std::string& what) {
  if (uuid_of(id)) return {};
  return refuse(Code::invalid, "ID_MALFORMED",
                "\"" + id + "\" is no id of " + what + ", which has 36 characters: opora list prints it.");
}

inline std::string called(const platform::v1::LocalizedText& name, const ListOptions& options) {
  return report::in_language(name, options.language, "").text;
}

// What the one of this id is called; empty, where whoever asks may not read that.
inline std::string called(const PresentNames& names, const std::string& id, const ListOptions& options) {
  const auto found = names.find(id);
  return found == names.end() ? "" : called(found->second, options);
}

}  // namespace opora::tool::listed
