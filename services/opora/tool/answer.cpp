#include "opora/tool/answer.h"

#include <filesystem>
#include <utility>

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "opora/tool/say.h"
#include "opora/tool/sentences.h"
#include "opora/tool/terminal.h"
#include "platform/files/read_up_to.h"
#include "platform/process/descriptors.h"

namespace opora::tool {
namespace {

namespace v1 = feedback::v1;
using nlohmann::json;

constexpr std::size_t kFileBytesMax = std::size_t{1} << 20;

tl::unexpected<Error> malformed() {
  return refuse(Code::invalid, "ANSWERS_MALFORMED",
                "The file is none that the page of a questionnaire has saved: save it there again.");
}

// The text under a key; empty if there is none. Anything else than a text throws.
std::string text_at(const json& object, const char* key) {
  return object.contains(key) ? object.at(key).get<std::string>() : std::string();
}

void put_answer(const json& entry, v1::GivenAnswer& answer) {
  answer.set_question(entry.at("question").get<std::string>());
  answer.set_row(text_at(entry, "row"));
  answer.set_text(text_at(entry, "text"));
  if (entry.contains("options"))
    for (const json& option : entry.at("options")) answer.add_options(option.get<std::string>());
  answer.set_number_given(entry.contains("number"));
  if (entry.contains("number")) answer.set_number(entry.at("number").get<std::int64_t>());
}

// What stands on the sheet, where the page was not told.
Result<void> ask_for_code(v1::SubmitAnswersRequest& request, const Sentences& sentences) {
  if (!request.token().empty()) return {};
  TRY(terminal, open_terminal());
  TRY(token, terminal->ask_hidden(sentences.text("answer.code")));
  request.set_token(std::string(token.text()));
  if (!request.link_code().empty()) return {};
  TRY(link, terminal->ask_hidden(sentences.text("answer.link")));
  request.set_link_code(std::string(link.text()));
  return {};
}

Result<v1::SubmitAnswersRequest> read_answers(const AnswerOptions& options) {
  auto text = read_up_to(options.file, kFileBytesMax + 1);
  if (!text)
    return refuse(Code::invalid, "FILE_UNREADABLE",
                  options.file + " can't be read: check its name and its permissions.");
  auto request = answers_in(*text);
  sodium_memzero(text->data(), text->size());
  return request;
}

}  // namespace

Result<v1::SubmitAnswersRequest> answers_in(std::string_view text) {
  const json file = json::parse(text, nullptr, false);
  if (!file.is_object() || file.value("schema", json()) != "opora-answers/1") return malformed();
  try {
    v1::SubmitAnswersRequest request;
    request.set_wave_id(text_at(file, "wave"));
    request.set_token(text_at(file, "token"));
    request.set_link_code(text_at(file, "link_code"));
    request.set_questionnaire(text_at(file, "questionnaire"));
    request.set_version(file.at("version").get<std::int32_t>());
    for (const json& entry : file.at("answers")) put_answer(entry, *request.add_answers());
    return request;
  } catch (const json::exception&) {  // what it says repeats what stands there
    return malformed();
  }
}

Result<void> answer(const ConnectionOptions& connection, const AnswerOptions& options) {
  const Sentences sentences(options.language);
  leave_no_core();
  TRY(request, read_answers(options));
  if (request.wave_id().empty()) request.set_wave_id(options.wave);
  if (request.wave_id().empty())
    return refuse(Code::invalid, "WAVE_NOT_NAMED", "The file does not say to which wave it answers: name it, --wave.");
  TRY_DO(ask_for_code(request, sentences));
  TRY(client, connect_as_nobody(connection));
  const auto recorded = client->call_until_settled<v1::SubmitAnswersResponse>(request, kPatience);
  sodium_memzero(request.mutable_token()->data(), request.token().size());
  if (!recorded) return tl::unexpected(sentences.refused(recorded.error()));
  say(sentences.text("answer.recorded"));
  std::error_code failure;
  const bool is_gone = !options.keeps_file && std::filesystem::remove(options.file, failure);
  say(sentences.text(is_gone ? "answer.deleted" : "answer.delete", {{"file", options.file}}));
  return {};
}

}  // namespace opora::tool
