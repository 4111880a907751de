// The all-in-one process and the command-line tool: which words it takes, and which function answers to them.
#include <algorithm>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "opora/serve/serve.h"
#include "opora/tool/clock.h"
#include "opora/tool/connection.h"
#include "opora/tool/doctor.h"
#include "opora/tool/events.h"
#include "opora/tool/health.h"
#include "opora/tool/load_folder.h"
#include "opora/tool/migrate.h"
#include "opora/tool/move_platform.h"
#include "opora/tool/rebuild.h"
#include "opora/tool/report_round.h"
#include "opora/tool/restored.h"
#include "opora/tool/token.h"
#include "opora/tool/topics.h"
#include "platform/result/result.h"

namespace opora::tool {
namespace {

constexpr int kRefused = 1;
constexpr int kUsage = 2;

// What the command line says, and what to do about it.
struct Words {
  ConnectionOptions connection;
  std::string folder;
  std::string database;
  std::vector<std::string> services;
  bool only_check = false;
  ReportOptions report;
  TokenOptions token;
  TailOptions tail;
  ParkedOptions parked;
  TopicsOptions topics;
  std::string time;
  std::string session;
  std::function<Result<void>()> chosen;
};

// Its variables are those of a process's settings, so that it finds beside a service what the service has.
void add_data(CLI::App& command, Words& words, const char* what = "The platform's data folder") {
  command.add_option("--data", words.connection.data, what)->envname("OPORA_DATA")->capture_default_str();
}

void add_connection(CLI::App& command, Words& words) {
  command
      .add_option("--address", words.connection.address,
                  "Where the platform listens: host:port, or service=host:port of each")
      ->envname("OPORA_ADDRESS")
      ->capture_default_str();
  add_data(command, words, "The platform's data folder; its keys are used unless OPORA_TOKEN is set");
  command
      .add_option("--authority", words.connection.tls.authority,
                  "PEM of who signed the platform's certificate; needed for another machine")
      ->envname("OPORA_TLS_AUTHORITY");
  CLI::Option* certificate =
      command
          .add_option("--certificate", words.connection.tls.certificate,
                      "PEM of your own certificate; needed where the platform has set tls.callers")
          ->envname("OPORA_TLS_CERTIFICATE");
  CLI::Option* key =
      command.add_option("--key", words.connection.tls.key, "PEM of the certificate's private key")
          ->envname("OPORA_TLS_KEY");
  certificate->needs(key);
  key->needs(certificate);
}

void add_load(CLI::App& app, Words& words) {
  CLI::App* load = app.add_subcommand("load", "Load a round folder; loading it again changes nothing");
  load->add_option("FOLDER", words.folder, "The folder of CSV files (docs/round-folder.md)")->required();
  load->add_flag("--check", words.only_check, "Only look for defects; needs no platform");
  add_connection(*load, words);
  load->callback([&] { words.chosen = [&] { return load_folder(words.connection, words.folder, words.only_check); }; });
}

void add_report(CLI::App& app, Words& words) {
  CLI::App* report = app.add_subcommand("report", "Print a round's report");
  report->add_option("ROUND", words.report.round, "An id, a reference such as amur-2023, or a name")->required();
  report->add_option("--format", words.report.format)
      ->check(CLI::IsMember({"text", "html", "json"}))
      ->capture_default_str();
  report->add_option("--language", words.report.language)->check(CLI::IsMember({"en", "ru"}))->capture_default_str();
  report->add_option("--out", words.report.out, "Write to this file instead");
  add_connection(*report, words);
  report->callback([&] { words.chosen = [&] { return report_round(words.connection, words.report); }; });
}

void add_token(CLI::App& app, Words& words) {
  CLI::App* issue = app.add_subcommand("token", "Issue an access token; the platform needn't run");
  issue
      ->add_option("--role", words.token.role,
                   "administrator, coordinator, organisation, facilitator, operator or service")
      ->required();
  issue->add_option("--subject", words.token.subject, "Whose it is; the role's name unless given");
  issue->add_option("--region", words.token.regions, "Of a coordinator; may be repeated");
  issue->add_option("--organisation", words.token.organisation, "Of an organisation");
  issue->add_option("--session", words.token.sessions, "Of a facilitator; may be repeated");
  issue->add_option("--lifetime", words.token.lifetime, "90s, 15m, 8h or 7d")->capture_default_str();
  add_data(*issue, words);
  issue->callback([&] { words.chosen = [&] { return token(words.connection.data, words.token); }; });
}

void add_tail(CLI::App& events, Words& words) {
  CLI::App* tail = events.add_subcommand("tail", "Print a service's events, one a line");
  tail->add_option("LOG", words.tail.log, "scheduling or registration; both unless given");
  tail->add_option("--after", words.tail.after, "Only those after this position")->check(CLI::NonNegativeNumber);
  tail->add_flag("--follow", words.tail.follow, "Go on with new ones");
  add_connection(*tail, words);
  tail->callback([&] { words.chosen = [&] { return tail_events(words.connection, words.tail); }; });
}

void add_events(CLI::App& app, Words& words) {
  CLI::App* events = app.add_subcommand("events", "Look at events, and mend those that could not be applied");
  events->require_subcommand(1);
  add_tail(*events, words);
  CLI::App* parked = events->add_subcommand("parked", "List the events that wait, and why");
  add_connection(*parked, words);
  parked->callback([&] { words.chosen = [&] { return list_parked(words.connection); }; });

  CLI::App* retry = events->add_subcommand("retry", "Apply parked events again, in their order");
  retry->add_option("SERVICE", words.parked.service, "The service that could not apply them")->required();
  retry->add_option("SOURCE", words.parked.source, "The log they came from")->required();
  retry->add_option("KEY", words.parked.key, "Only those of this key");
  add_connection(*retry, words);
  retry->callback([&] { words.chosen = [&] { return retry_parked(words.connection, words.parked); }; });

  CLI::App* skip =
      events->add_subcommand("skip", "Give one parked event up for good: what it would have counted stays uncounted");
  skip->add_option("SERVICE", words.parked.service, "The service that could not apply it")->required();
  skip->add_option("SOURCE", words.parked.source, "The log it came from")->required();
  skip->add_option("POSITION", words.parked.position, "Its position there")->required()->check(CLI::PositiveNumber);
  add_connection(*skip, words);
  skip->callback([&] { words.chosen = [&] { return skip_parked(words.connection, words.parked); }; });
}

void add_republish(CLI::App& app, Words& words) {
  CLI::App* command = app.add_subcommand("republish", "Carry a service's events to Kafka once more: it lost its data");
  command->add_option("SERVICE", words.parked.service, "The service whose events they are")->required();
  command->add_option("--from", words.parked.position, "The first position; 1, and so all, unless given")
      ->check(CLI::PositiveNumber);
  add_connection(*command, words);
  command->callback([&] {
    words.chosen = [&] {
      return republish(words.connection, words.parked.service, std::max<std::int64_t>(words.parked.position, 1));
    };
  });
}

void add_topics(CLI::App& app, Words& words) {
  CLI::App* topics = app.add_subcommand("topics", "The topics that Kafka has to have");
  topics->require_subcommand(1);
  CLI::App* apply = topics->add_subcommand("apply", "Make those that are missing; the others stay as they are");
  apply->add_option("--kafka", words.topics.servers, "host:port[,host:port]")->capture_default_str();
  apply->add_option("--settings", words.topics.settings, "librdkafka's own, as the setting kafka.settings")
      ->envname("OPORA_KAFKA_SETTINGS");
  apply->add_option("--file", words.topics.file, "Which they are")->capture_default_str();
  apply->callback([&] { words.chosen = [&] { return apply_topics(words.topics); }; });
}

void add_migrate(CLI::App& app, Words& words) {
  CLI::App* command = app.add_subcommand("migrate", "Bring databases up to date, before a new version starts on them");
  command->add_option("SERVICE", words.services, "Of these services; of all unless given");
  command->add_option("--database", words.database, "As of serve: PostgreSQL's address, with {service} in it")
      ->envname("OPORA_DATABASE")
      ->required();
  command->callback([&] { words.chosen = [&] { return migrate(words.database, words.services, all_services()); }; });
}

void add_move(CLI::App& app, Words& words) {
  CLI::App* command = app.add_subcommand("move", "Take a stopped platform from its files to PostgreSQL");
  add_data(*command, words);
  command->add_option("--database", words.database, "As of serve: PostgreSQL's address, with {service} in it")
      ->envname("OPORA_DATABASE")
      ->required();
  command->callback([&] {
    words.chosen = [&] { return move_platform(words.connection.data, words.database, all_services()); };
  });
}

void add_stopped(CLI::App& command, Words& words) {
  add_data(command, words);
  command.add_option("--database", words.database, "As of serve; without it the files in the data folder are meant")
      ->envname("OPORA_DATABASE");
}

void add_restored(CLI::App& app, Words& words) {
  CLI::App* command = app.add_subcommand(
      "restored", "Say that stopped services' databases were restored from a copy: their logs begin another life");
  add_stopped(*command, words);
  command->add_option("--service", words.services, "Only this one; may be repeated. All that tell events unless given");
  command->callback([&] {
    words.chosen = [&] { return restored({words.connection.data, words.database}, words.services, all_services()); };
  });
}

void add_rebuild(CLI::App& app, Words& words) {
  CLI::App* command = app.add_subcommand(
      "rebuild", "Empty what a stopped service has read from others' logs: it reads them again when it starts");
  add_stopped(*command, words);
  command->add_option("SERVICE", words.parked.service, "One that owns nothing itself: reporting")->required();
  command->callback([&] {
    words.chosen = [&] {
      return rebuild({words.connection.data, words.database}, words.parked.service, all_services());
    };
  });
}

void add_doctor(CLI::App& app, Words& words) {
  CLI::App* command = app.add_subcommand("doctor", "Check every invariant on the live data; fails if one is violated");
  add_connection(*command, words);
  command->callback([&] { words.chosen = [&] { return doctor(words.connection); }; });
}

void add_clock(CLI::App& app, Words& words) {
  CLI::App* clock = app.add_subcommand("clock", "Look at the clocks of the platform's machines, and confirm them");
  clock->require_subcommand(1);
  CLI::App* show = clock->add_subcommand("show", "Tell how they stand; fails unless each is trusted");
  add_connection(*show, words);
  show->callback([&] { words.chosen = [&] { return show_clock(words.connection); }; });
  CLI::App* confirm = clock->add_subcommand("confirm", "Say that the machine's clock is right now");
  confirm->add_option("--now", words.time, "What another clock says: 2026-11-29T10:15Z")->required();
  add_connection(*confirm, words);
  confirm->callback([&] { words.chosen = [&] { return confirm_time(words.connection, words.time); }; });
}

void add_reopen(CLI::App& app, Words& words) {
  CLI::App* command = app.add_subcommand("reopen", "Open registration for a session again, or for longer");
  command->add_option("SESSION", words.session, "The session's id")->required();
  command->add_option("--until", words.time, "2026-11-29T10:15Z; unless given, the time it was published with");
  add_connection(*command, words);
  command->callback([&] {
    words.chosen = [&] { return reopen_registration(words.connection, words.session, words.time); };
  });
}

void add_health(CLI::App& app, Words& words) {
  CLI::App* command = app.add_subcommand("health", "Ask each replica whether it takes calls; fails unless all do");
  add_connection(*command, words);
  command->callback([&] { words.chosen = [&] { return health(words.connection); }; });
}

int run(int argc, char** argv) {
  CLI::App app("Opora plans programmes of training, registers who comes, and reports whom they reached.", "opora");
  app.require_subcommand(1);
  app.footer("opora COMMAND --help says more.");
  Words words;
  app.add_subcommand("serve", "Run the platform");
  app.add_subcommand("services", "List the services, for whoever runs each as a process of its own");
  add_load(app, words);
  add_report(app, words);
  add_token(app, words);
  add_events(app, words);
  add_republish(app, words);
  add_topics(app, words);
  add_migrate(app, words);
  add_move(app, words);
  add_restored(app, words);
  add_rebuild(app, words);
  add_doctor(app, words);
  add_clock(app, words);
  add_reopen(app, words);
  add_health(app, words);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  const Result<void> done = words.chosen();
  if (done) return 0;
  std::cerr << "opora: " << done.error().reason << ": " << done.error().message << std::endl;
  for (const FieldViolation& field : done.error().fields)
    std::cerr << "  " << field.field << ": " << field.description << "\n";
  return kRefused;
}

}  // namespace
}  // namespace opora::tool

int main(int argc, char** argv) {
  // The platform has settings of its own, which it reads itself.
  if (argc > 1 && std::string_view(argv[1]) == "serve") {
    return opora::serve(std::vector<std::string>(argv + 2, argv + argc));
  }
  if (argc == 2 && std::string_view(argv[1]) == "services") return opora::list_services();
  return opora::tool::run(argc, argv);
}
