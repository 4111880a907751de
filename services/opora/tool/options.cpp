#include "opora/tool/options.h"

namespace opora::tool {

void add_data(CLI::App& command, std::string& data, const char* what) {
  command.add_option("--data", data, what)->envname("OPORA_DATA")->capture_default_str();
}

CLI::Option* add_database(CLI::App& command, std::string& database, const char* what) {
  return command.add_option("--database", database, what)->envname("OPORA_DATABASE");
}

void add_connection(CLI::App& command, ConnectionOptions& connection) {
  command
      .add_option("--address", connection.address,
                  "Where the platform listens: host:port, or service=host:port of each")
      ->envname("OPORA_ADDRESS")
      ->capture_default_str();
  add_data(command, connection.data, "The platform's data folder; its keys are used unless OPORA_TOKEN is set");
  command
      .add_option("--authority", connection.tls.authority,
                  "PEM of who signed the platform's certificate; needed for another machine")
      ->envname("OPORA_TLS_AUTHORITY");
  CLI::Option* certificate =
      command
          .add_option("--certificate", connection.tls.certificate,
                      "PEM of your own certificate; needed where the platform has set tls.callers")
          ->envname("OPORA_TLS_CERTIFICATE");
  CLI::Option* key = command.add_option("--key", connection.tls.key, "PEM of the certificate's private key")
                         ->envname("OPORA_TLS_KEY");
  certificate->needs(key);
  key->needs(certificate);
}

void add_passphrase(CLI::App& command, PassphraseSource& source) {
  CLI::Option* file = command.add_option("--passphrase-file", source.file,
                                         "Whose first line is the passphrase; asked for at the terminal unless given");
  command.add_option("--passphrase-fd", source.descriptor, "The same from an open descriptor")
      ->check(CLI::Range(0, 1023))
      ->excludes(file);
}

}  // namespace opora::tool
