// Options that several commands take. Each command keeps its own values: CLI11 gives a variable to every command that
// knows it, chosen or not, so a value that commands shared would be the variable's, whatever the flag says.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "opora/tool/command_line.h"
#include "opora/tool/connection.h"
#include "opora/tool/passphrase.h"

namespace opora::tool {

// Variables are those of a process's settings, so that a command finds beside a service what the service has.
void add_data(CLI::App& command, std::string& data, const char* what = "The platform's data folder");
CLI::Option* add_database(CLI::App& command, std::string& database, const char* what);
void add_connection(CLI::App& command, ConnectionOptions& connection);
void add_passphrase(CLI::App& command, PassphraseSource& source);

// The commands that talk to a running platform, those of them that list what it has or put it right, and those that
// need none. `work` becomes that of the one chosen.
void add_commands_for_running(CLI::App& app, Work& work);
void add_commands_for_lists(CLI::App& app, Work& work);
void add_commands_for_people(CLI::App& app, Work& work);
void add_merging_of_people(CLI::App& people, Work& work);
void add_commands_for_organisations(CLI::App& app, Work& work);
void add_commands_for_attendance(CLI::App& app, Work& work);
void add_commands_for_groups(CLI::App& app, Work& work);
void add_commands_for_corrections(CLI::App& app, Work& work);
void add_commands_for_history(CLI::App& app, Work& work);
void add_commands_for_waves(CLI::App& app, Work& work);
void add_commands_for_questionnaires(CLI::App& app, Work& work);
void add_round_events(CLI::App& events, Work& work);
void add_commands_for_stopped(CLI::App& app, Work& work);

}  // namespace opora::tool
