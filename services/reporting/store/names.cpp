#include "reporting/store/names.h"

#include <nlohmann/json.hpp>

namespace opora {
namespace {

constexpr Statement kLoad("SELECT subject, id, text FROM names WHERE subject = :subject AND id = :id");
constexpr Statement kSave(R"(
INSERT INTO names (subject, id, text) VALUES (:subject, :id, :text)
ON CONFLICT (subject, id) DO UPDATE SET text = excluded.text)");

}  // namespace

std::vector<reporting::Name> Stored<reporting::Name>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoad, keys, [](const Key& key, auto&& next) {
    next({{"subject", key.first}, {"id", key.second}});
  });
  std::vector<reporting::Name> names;
  for (const Row& row : rows) names.push_back({row.text(0), row.text(1), reporting::text_from_column(row.text(2))});
  return names;
}

void Stored<reporting::Name>::save(Sql& sql, std::span<const reporting::Name> names) {
  sql.execute_each(kSave, names, [](const reporting::Name& name, auto&& next) {
    next({{"subject", name.subject}, {"id", name.id}, {"text", reporting::to_column(name.text)}});
  });
}

namespace reporting {

std::string to_column(const Text& text) { return nlohmann::json(text).dump(); }

Text text_from_column(std::string_view column) { return nlohmann::json::parse(column).get<Text>(); }

}  // namespace reporting
}  // namespace opora
