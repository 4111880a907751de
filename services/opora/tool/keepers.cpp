#include "opora/tool/keepers.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

#include <sodium.h>

#include "feedback/sealing/passphrase.h"
#include "opora/feedback/v1/feedback_service.pb.h"
#include "opora/tool/say.h"
#include "platform/ids/ids.h"
#include "platform/process/descriptors.h"

namespace opora::tool {
namespace {

namespace v1 = feedback::v1;

constexpr std::chrono::minutes kPatienceOfRuns{10};
constexpr int kAttemptsMax = 3;

// A request that holds a passphrase, which is wiped with it.
template <class Request>
class WithPassphrase {
 public:
  explicit WithPassphrase(const Secret& passphrase) { request_.set_passphrase(std::string(passphrase.text())); }
  ~WithPassphrase() { sodium_memzero(request_.mutable_passphrase()->data(), request_.passphrase().size()); }
  WithPassphrase(const WithPassphrase&) = delete;
  WithPassphrase& operator=(const WithPassphrase&) = delete;
  Request& request() { return request_; }

 private:
  Request request_;
};

Result<void> check_series(const std::string& id) {
  if (uuid_of(id)) return {};
  return refuse(Code::invalid, "ID_MALFORMED",
                "\"" + id + "\" is no id of a series, which has 36 characters: opora wave status ROUND prints it.");
}

// The passphrase as a person copies it: a word a line, with its number.
Secret screen_of(std::string_view passphrase, const Sentences& sentences) {
  std::string screen;
  screen.reserve(4'096);  // never moved, so it is wiped where it lies
  screen += "\n";
  int number = 0;
  while (!passphrase.empty()) {
    const auto end = std::min(passphrase.find(' '), passphrase.size());
    screen += "    " + std::to_string(++number) + ".  ";
    screen += passphrase.substr(0, end);
    screen += "\n";
    passphrase.remove_prefix(std::min(end + 1, passphrase.size()));
  }
  screen += "\n" + sentences.text("keeper.write_down") + "\n";
  return Secret(std::move(screen));
}

// Which word is none, from 1; nothing if it can't be said.
std::optional<int> wrong_word(const Error& refusal) {
  constexpr std::string_view kWords = "words[";
  for (const FieldViolation& field : refusal.fields) {
    if (!field.field.starts_with(kWords)) continue;
    int word = 0;
    const char* end = field.field.data() + field.field.size();
    if (std::from_chars(field.field.data() + kWords.size(), end, word).ec == std::errc()) return word + 1;
  }
  return {};
}

// What was typed is looked at here first: a slip of the finger costs no attempt at the platform.
Result<bool> confirm(const load::Query& ask, const std::string& series, const Secret& typed) {
  if (auto words = sealing::Passphrase::typed(typed.text()); !words) return tl::unexpected(words.error());
  WithPassphrase<v1::ConfirmKeeperRequest> request(typed);
  request.request().set_series_id(series);
  v1::ConfirmKeeperResponse response;
  TRY_DO(ask(request.request(), response));
  return response.both_confirmed();
}

Result<void> type_back(Terminal& terminal, const load::Query& ask, const std::string& series,
                       const Sentences& sentences) {
  for (int attempts = 1;; ++attempts) {
    TRY(typed, terminal.ask_hidden(sentences.text("keeper.type_back")));
    const auto both = confirm(ask, series, typed);
    if (both) {
      terminal.tell(sentences.text(*both ? "keeper.both" : "keeper.one"));
      return {};
    }
    const Error refusal = sentences.refused(both.error());
    const bool is_typing = refusal.reason == "PASSPHRASE_MISTYPED" || refusal.reason == "PASSPHRASE_WRONG";
    if (!is_typing || attempts == kAttemptsMax) {
      if (is_typing) terminal.tell(sentences.text("keeper.later", {{"series", series}}));
      return tl::unexpected(refusal);
    }
    terminal.tell(refusal.message);
    if (const auto word = wrong_word(both.error()); word && sentences.language() != "en")  // in English it is said
      terminal.tell(sentences.text("keeper.word_wrong", {{"number", std::to_string(*word)}}));
  }
}

// What opening does stands before the passphrase is asked for, as far as the keeper may see it.
void tell_before_opening(Client& client, const std::string& wave, const Sentences& sentences) {
  v1::GetWaveRequest request;
  request.set_wave_id(wave);
  const auto found = client.call_until_settled<v1::GetWaveResponse>(request, kPatience);
  if (found && found->wave().has_turnout())
    say(sentences.text("wave.turnout",
                       {{"answered", std::to_string(found->wave().turnout().answered_count())},
                        {"eligible", std::to_string(found->wave().turnout().eligible_count())}}));
  for (const char* step : {"wave.opening_1", "wave.opening_2", "wave.opening_3"}) say(sentences.text(step));
}

}  // namespace

load::Query asking_once(Client& client) {
  return [&client](const google::protobuf::Message& request, google::protobuf::Message& answer) {
    return client.call(method_path(request.GetDescriptor()), request, answer, kPatienceOfRuns);
  };
}

Result<void> become_keeper(Terminal& terminal, const load::Query& ask, const std::string& series,
                           const Sentences& sentences) {
  for (const char* line : {"keeper.before_1", "keeper.before_2", "keeper.before_3", "keeper.before_4"})
    terminal.tell(sentences.text(line));
  TRY_DO(terminal.ask_hidden(sentences.text("keeper.press_enter")));
  v1::AddKeeperRequest request;
  request.set_series_id(series);
  v1::AddKeeperResponse response;
  TRY_DO(ask(request, response));
  const Secret passphrase(std::move(*response.mutable_passphrase()));
  const Secret screen = screen_of(passphrase.text(), sentences);
  TRY_DO(terminal.show_once(screen.text()));
  return type_back(terminal, ask, series, sentences);
}

Result<void> add_keeper(const ConnectionOptions& connection, const KeeperOptions& options) {
  const Sentences sentences(options.language);
  TRY_DO(check_series(options.series));
  leave_no_core();
  TRY(terminal, open_terminal());
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  return become_keeper(*terminal, asking_once(*client), options.series, sentences).map_error([&](Error refusal) {
    return sentences.refused(std::move(refusal));
  });
}

Result<void> confirm_keeper(const ConnectionOptions& connection, const KeeperOptions& options) {
  const Sentences sentences(options.language);
  TRY_DO(check_series(options.series));
  leave_no_core();
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  if (!options.passphrase.is_given()) {
    TRY(terminal, open_terminal());
    return type_back(*terminal, asking_once(*client), options.series, sentences);
  }
  TRY(typed, read_own_passphrase(options.passphrase, ""));
  TRY(both, confirm(asking_once(*client), options.series, typed).map_error([&](Error refusal) {
    return sentences.refused(std::move(refusal));
  }));
  say(sentences.text(both ? "keeper.both" : "keeper.one"));
  return {};
}

Result<void> replace_keeper(const ConnectionOptions& connection, const KeeperOptions& options) {
  const Sentences sentences(options.language);
  TRY_DO(check_series(options.series));
  leave_no_core();
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(typed, read_own_passphrase(options.passphrase, sentences.text("keeper.own")));
  WithPassphrase<v1::ReplaceKeeperRequest> request(typed);
  request.request().set_series_id(options.series);
  request.request().set_new_keeper(options.new_keeper);
  v1::ReplaceKeeperResponse response;
  TRY_DO(asking_once(*client)(request.request(), response).map_error([&](Error refusal) {
    return sentences.refused(std::move(refusal));
  }));
  say(sentences.text("keeper.replaced", {{"account", options.new_keeper}, {"series", options.series}}));
  return {};
}

Result<void> open_wave(const ConnectionOptions& connection, const KeeperOptions& options) {
  const Sentences sentences(options.language);
  leave_no_core();
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  tell_before_opening(*client, options.wave, sentences);
  TRY(typed, read_own_passphrase(options.passphrase, sentences.text("keeper.own")));
  WithPassphrase<v1::OpenWaveRequest> request(typed);
  request.request().set_wave_id(options.wave);
  v1::OpenWaveResponse response;
  TRY_DO(asking_once(*client)(request.request(), response).map_error([&](Error refusal) {
    return sentences.refused(std::move(refusal));
  }));
  say(sentences.counted("wave.opened", response.answered_count()));
  if (response.unreadable_count() > 0) say(sentences.counted("wave.unreadable", response.unreadable_count()));
  say(sentences.text("wave.envelopes"));
  return {};
}

}  // namespace opora::tool
