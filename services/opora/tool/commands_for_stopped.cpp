// Commands that need no running platform: they work on its keys, its databases and what stands beside it.
#include <memory>
#include <string>
#include <vector>

#include "opora/all_services/all_services.h"
#include "opora/serve/serve.h"
#include "opora/tool/keys.h"
#include "opora/tool/migrate.h"
#include "opora/tool/move_platform.h"
#include "opora/tool/options.h"
#include "opora/tool/rebuild.h"
#include "opora/tool/restored.h"
#include "opora/tool/token.h"
#include "opora/tool/topics.h"
#include "platform/policy/roles.h"

namespace opora::tool {
namespace {

// Databases, and of which services.
struct ToldOfDatabases {
  std::string data = ConnectionOptions().data;
  std::string database;
  std::vector<std::string> services;
};

void add_services(CLI::App& app, Work& work) {
  CLI::App* command =
      app.add_subcommand("services", "List the services, for whoever runs each as a process of its own");
  const auto as_json = std::make_shared<bool>(false);
  command->add_flag("--json", *as_json, "With whom each hears, for what is written from it (scripts/topology)");
  command->callback([&work, as_json] {
    work = [as_json] {
      if (*as_json) return describe_services();
      list_services();
      return Result<void>();
    };
  });
}

// Flags of before: read for one version.
void add_scopes_of_before(CLI::App& command, std::vector<std::string>& scopes) {
  for (const std::string name : {"region", "organisation", "session"}) {
    const auto add = [&scopes, name](const std::vector<std::string>& ids) {
      for (const std::string& id : ids) scopes.push_back(name + "=" + id);
    };
    command.add_option_function<std::vector<std::string>>("--" + name, add, "Deprecated: --scope " + name + "=ID");
  }
}

void add_token(CLI::App& app, Work& work) {
  struct Told {
    std::string data = ConnectionOptions().data;
    TokenOptions token;
  };
  const auto told = std::make_shared<Told>();
  CLI::App* issue = app.add_subcommand("token", "Issue an access token; the platform needn't run");
  issue->add_option("--role", told->token.role, CLI::detail::join(role_names(), ", "))->required();
  issue->add_option("--subject", told->token.subject, "The account's name; one is made for this token unless given");
  issue->add_option("--scope", told->token.scopes, "What the role is limited to, such as region=ID; may be repeated");
  add_scopes_of_before(*issue, told->token.scopes);
  issue->add_option("--lifetime", told->token.lifetime, "90s, 15m, 8h or 7d")->capture_default_str();
  add_data(*issue, told->data);
  issue->callback([&work, told] { work = [told] { return token(told->data, told->token, all_services()); }; });
}

void add_topics(CLI::App& app, Work& work) {
  const auto told = std::make_shared<TopicsOptions>();
  CLI::App* topics = app.add_subcommand("topics", "The topics that Kafka has to have");
  topics->require_subcommand(1);
  CLI::App* apply = topics->add_subcommand("apply", "Make those that are missing; the others stay as they are");
  apply->add_option("--kafka", told->servers, "host:port[,host:port]")->envname("OPORA_KAFKA")->capture_default_str();
  apply->add_option("--settings", told->settings, "librdkafka's own, as the setting kafka.settings")
      ->envname("OPORA_KAFKA_SETTINGS");
  apply->add_option("--file", told->file, "Which they are")->capture_default_str();
  apply->add_option("--user", told->login.user, "Who makes them, as the setting kafka.user: Kafka's super user")
      ->envname("OPORA_KAFKA_USER");
  apply->add_option("--password-file", told->login.password_file, "As the setting kafka.password_file")
      ->envname("OPORA_KAFKA_PASSWORD_FILE");
  apply->add_option("--authority", told->login.authority, "As the setting kafka.authority")
      ->envname("OPORA_KAFKA_AUTHORITY");
  apply->add_option("--accounts", told->accounts,
                    "The services' users, with {service} in it: each may write its own topic and read those it needs");
  apply->callback([&work, told] { work = [told] { return apply_topics(*told, all_services()); }; });
}

void add_migrate(CLI::App& app, Work& work) {
  const auto told = std::make_shared<ToldOfDatabases>();
  CLI::App* command = app.add_subcommand("migrate", "Bring databases up to date, before a new version starts on them");
  command->add_option("SERVICE", told->services, "Of these services; of all unless given");
  add_database(*command, told->database, "As of serve: PostgreSQL's address, with {service} in it")->required();
  command->callback(
      [&work, told] { work = [told] { return migrate(told->database, told->services, all_services()); }; });
}

void add_move(CLI::App& app, Work& work) {
  const auto told = std::make_shared<ToldOfDatabases>();
  CLI::App* command = app.add_subcommand("move", "Take a stopped platform from its files to PostgreSQL");
  add_data(*command, told->data);
  add_database(*command, told->database, "As of serve: PostgreSQL's address, with {service} in it")->required();
  command->callback(
      [&work, told] { work = [told] { return move_platform(told->data, told->database, all_services()); }; });
}

void add_stopped(CLI::App& command, ToldOfDatabases& told) {
  add_data(command, told.data);
  add_database(command, told.database, "As of serve; without it the files in the data folder are meant");
}

void add_restored(CLI::App& app, Work& work) {
  const auto told = std::make_shared<ToldOfDatabases>();
  CLI::App* command = app.add_subcommand(
      "restored", "Say that stopped services' databases were restored from a copy: their logs begin another life");
  add_stopped(*command, *told);
  command->add_option("--service", told->services, "Only this one; may be repeated. All that tell events unless given");
  command->callback([&work, told] {
    work = [told] { return restored({told->data, told->database}, told->services, all_services()); };
  });
}

void add_keys(CLI::App& app, Work& work) {
  CLI::App* keys = app.add_subcommand("keys", "Keep what the platform can't make again, and put it back");
  keys->require_subcommand(1);
  const auto kept = std::make_shared<KeysOptions>();
  kept->databases.data_folder = ConnectionOptions().data;
  CLI::App* exporting = keys->add_subcommand("export", "Write all keys to a file under a passphrase; it may run");
  exporting->add_option("FILE", kept->file, "A new one")->required();
  add_passphrase(*exporting, kept->passphrase);
  add_data(*exporting, kept->databases.data_folder);
  add_database(*exporting, kept->databases.database, "As of serve; without it the files in the data folder are meant");
  exporting->callback([&work, kept] { work = [kept] { return export_keys(*kept, all_services()); }; });

  const auto told = std::make_shared<KeysOptions>(*kept);
  CLI::App* importing = keys->add_subcommand("import", "Put back those that a stopped platform has lost");
  importing->add_option("FILE", told->file, "What export has written")->required();
  importing->add_flag("--replace", told->replaces,
                      "Also where another key is there, or a damaged one, which is then gone for good");
  add_passphrase(*importing, told->passphrase);
  add_data(*importing, told->databases.data_folder);
  add_database(*importing, told->databases.database, "As of serve; without it the files in the data folder are meant");
  importing->callback([&work, told] { work = [told] { return import_keys(*told, all_services()); }; });
}

void add_rebuild(CLI::App& app, Work& work) {
  struct Told : ToldOfDatabases {
    std::string service;
  };
  const auto told = std::make_shared<Told>();
  CLI::App* command = app.add_subcommand(
      "rebuild", "Empty what a stopped service has read from others' logs: it reads them again when it starts");
  add_stopped(*command, *told);
  command
      ->add_option("SERVICE", told->service,
                   "reporting; or registration or feedback, which keep what they decided themselves")
      ->required();
  command->callback([&work, told] {
    work = [told] { return rebuild({told->data, told->database}, told->service, all_services()); };
  });
}

}  // namespace

void add_commands_for_stopped(CLI::App& app, Work& work) {
  add_services(app, work);
  add_token(app, work);
  add_topics(app, work);
  add_migrate(app, work);
  add_move(app, work);
  add_restored(app, work);
  add_rebuild(app, work);
  add_keys(app, work);
}

}  // namespace opora::tool
