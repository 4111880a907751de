#include "feedback/questionnaire/encoding.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stdexcept>

#include "feedback/questionnaire/places.h"

namespace opora::questionnaire {
namespace {

// One byte of format, four of the version, four of the length of what follows; numbers with their highest byte first.
constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kVersionBytes = 4, kLengthBytes = 4;
constexpr std::size_t kHeaderBytes = 1 + kVersionBytes + kLengthBytes;

// An answer is its state in one byte and, if it is answered, what was answered.
constexpr std::size_t kStateBytes = 1;
constexpr std::size_t kOptionBytes = 1;    // the option's number
constexpr std::size_t kChosenBytes = 4;    // a bit for each option, the lowest for the first
constexpr std::size_t kCountBytes = 1;     // how many options are ranked, before their numbers
constexpr std::size_t kNumberBytes = 8;    // two's complement
constexpr std::size_t kTextSizeBytes = 2;  // before the text
static_assert(kOptionsMax <= 8 * kChosenBytes && kOpenBytesMax < std::size_t{1} << (8 * kTextSizeBytes));

std::size_t largest(const Question& question) {
  switch (form_of(question.kind)) {
    case AnswerForm::one_option: return kStateBytes + kOptionBytes;
    case AnswerForm::several_options: return kStateBytes + kChosenBytes;
    case AnswerForm::ranked_options: return kStateBytes + kCountBytes + question.choices.max * kOptionBytes;
    case AnswerForm::number: return kStateBytes + kNumberBytes;
    case AnswerForm::text: return kStateBytes + kTextSizeBytes + open_bytes_max(question);
  }
  return 0;
}

void put(std::string& bytes, std::uint64_t number, std::size_t byte_count) {
  for (std::size_t left = byte_count; left > 0; --left)
    bytes.push_back(static_cast<char>(number >> (8 * (left - 1)) & 0xff));
}

std::invalid_argument of_another() {
  return std::invalid_argument("the answers are not of this questionnaire, or were not checked");
}

std::uint64_t number_of(const Question& question, const std::string& code) {
  const auto option = std::ranges::find(question.options, code, &Option::code);
  if (option == question.options.end()) throw of_another();
  return static_cast<std::uint64_t>(option - question.options.begin());
}

std::uint64_t chosen(const Question& question, const Answer& answer) {
  std::uint64_t bits = 0;
  for (const std::string& code : answer.options) bits |= std::uint64_t{1} << number_of(question, code);
  return bits;
}

void put_answered(std::string& bytes, const Question& question, const Answer& answer) {
  switch (form_of(question.kind)) {
    case AnswerForm::one_option:
      if (answer.options.size() != 1) throw of_another();
      put(bytes, number_of(question, answer.options.front()), kOptionBytes);
      break;
    case AnswerForm::several_options:
      put(bytes, chosen(question, answer), kChosenBytes);
      break;
    case AnswerForm::ranked_options:
      put(bytes, answer.options.size(), kCountBytes);
      for (const std::string& code : answer.options) put(bytes, number_of(question, code), kOptionBytes);
      break;
    case AnswerForm::number:
      put(bytes, static_cast<std::uint64_t>(answer.number), kNumberBytes);
      break;
    case AnswerForm::text:
      put(bytes, answer.text.size(), kTextSizeBytes);
      bytes += answer.text;
      break;
  }
}

// Reads from the front; nothing where there are too few bytes.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : left_(bytes) {}

  std::optional<std::uint64_t> number(std::size_t byte_count) {
    const auto bytes = text(byte_count);
    if (!bytes) return std::nullopt;
    std::uint64_t number = 0;
    for (const char byte : *bytes) number = number << 8 | static_cast<unsigned char>(byte);
    return number;
  }
  std::optional<std::string_view> text(std::size_t byte_count) {
    if (left_.size() < byte_count) return std::nullopt;
    const std::string_view text = left_.substr(0, byte_count);
    left_.remove_prefix(byte_count);
    return text;
  }
  std::string_view left() const { return left_; }

 private:
  std::string_view left_;
};

// What was given so that these bytes came of it: it is checked once more, as if it came anew. False where it can't be
// read at all.
bool add_option(Cursor& cursor, const Question& question, GivenAnswer& given) {
  const auto number = cursor.number(kOptionBytes);
  if (!number || *number >= question.options.size()) return false;
  given.options.push_back(question.options[*number].code);
  return true;
}

bool read_chosen(Cursor& cursor, const Question& question, GivenAnswer& given) {
  const auto bits = cursor.number(kChosenBytes);
  if (!bits || *bits >> question.options.size() != 0) return false;
  for (std::size_t i = 0; i < question.options.size(); ++i)
    if ((*bits >> i & 1) != 0) given.options.push_back(question.options[i].code);
  return true;
}

bool read_ranked(Cursor& cursor, const Question& question, GivenAnswer& given) {
  const auto count = cursor.number(kCountBytes);
  if (!count) return false;
  for (std::uint64_t i = 0; i < *count; ++i)
    if (!add_option(cursor, question, given)) return false;
  return true;
}

bool read_answered(Cursor& cursor, const Question& question, GivenAnswer& given) {
  switch (form_of(question.kind)) {
    case AnswerForm::one_option: return add_option(cursor, question, given);
    case AnswerForm::several_options: return read_chosen(cursor, question, given);
    case AnswerForm::ranked_options: return read_ranked(cursor, question, given);
    case AnswerForm::number: {
      const auto number = cursor.number(kNumberBytes);
      if (number) given.number = static_cast<std::int64_t>(*number);
      return number.has_value();
    }
    case AnswerForm::text: {
      const auto size = cursor.number(kTextSizeBytes);
      const auto text = size ? cursor.text(*size) : std::nullopt;
      if (text) given.text = *text;
      return text.has_value();
    }
  }
  return false;
}

bool read_given(Cursor& cursor, const Place& place, GivenAnswer& given) {
  const auto state = cursor.number(kStateBytes);
  if (!state) return false;
  given.question = place.question->id;
  given.row = place.row_code();
  if (*state == static_cast<std::uint64_t>(AnswerState::answered)) return read_answered(cursor, *place.question, given);
  if (*state != static_cast<std::uint64_t>(AnswerState::declined)) return true;
  const Option* declining = declining_option(*place.question);
  if (declining != nullptr) given.options.push_back(declining->code);
  return declining != nullptr;
}

std::optional<std::vector<GivenAnswer>> given_in(const Questionnaire& questionnaire, std::string_view bytes) {
  Cursor header(bytes);
  const auto format = header.number(1), version = header.number(kVersionBytes), length = header.number(kLengthBytes);
  if (!length || *format != kFormat || *version != static_cast<std::uint64_t>(questionnaire.version))
    return std::nullopt;
  const auto body = header.text(*length);
  if (!body) return std::nullopt;
  Cursor cursor(*body);
  std::vector<GivenAnswer> all;
  for (const Place& place : places_of(questionnaire)) {
    GivenAnswer given;
    if (!read_given(cursor, place, given)) return std::nullopt;
    all.push_back(std::move(given));
  }
  return all;
}

}  // namespace

std::size_t padded_size(const Questionnaire& questionnaire) {
  std::size_t size = kHeaderBytes;
  for (const Place& place : places_of(questionnaire)) size += largest(*place.question);
  return (size + kPaddedToBytes - 1) / kPaddedToBytes * kPaddedToBytes;
}

std::string encode(const Questionnaire& questionnaire, const Answers& answers) {
  const std::vector<Place> places = places_of(questionnaire);
  if (answers.version != questionnaire.version || answers.answers.size() != places.size()) throw of_another();
  std::string body;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Answer& answer = answers.answers[i];
    const bool is_of_place = answer.question == places[i].question->id && answer.row == places[i].row_code();
    if (!is_of_place || answer.state == AnswerState::not_in_version) throw of_another();
    put(body, static_cast<std::uint64_t>(answer.state), kStateBytes);
    if (answer.state == AnswerState::answered) put_answered(body, *places[i].question, answer);
  }
  std::string bytes;
  const std::size_t size = padded_size(questionnaire);
  bytes.reserve(size);
  put(bytes, kFormat, 1);
  put(bytes, static_cast<std::uint64_t>(answers.version), kVersionBytes);
  put(bytes, body.size(), kLengthBytes);
  bytes += body;
  if (bytes.size() > size) throw of_another();
  bytes.resize(size, '\0');
  return bytes;
}

// What is read is checked as if it came anew, and written again: so nothing passes that encode() would not write.
Result<Answers> decode(const Questionnaire& questionnaire, std::string_view bytes) {
  // Counted where a wave is opened; nobody's call is refused so.
  const auto unreadable = [] {
    return tl::unexpected<Error>(Error{.code = Code::invalid,
                                       .reason = "ANSWERS_UNREADABLE",
                                       .message = "The answers are of another version of the questionnaire, or were "
                                                  "changed. Look for the version that was answered."});
  };
  const auto given = given_in(questionnaire, bytes);
  if (!given) return unreadable();
  Result<Answers> answers = check_answers(questionnaire, questionnaire.version, *given);
  if (!answers || encode(questionnaire, *answers) != bytes) return unreadable();
  return answers;
}

}  // namespace opora::questionnaire
