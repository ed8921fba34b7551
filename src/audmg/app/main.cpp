// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/command_line.hpp"
#include "audmg/app/cli/process.hpp"
#include "audmg/app/cli/setting_sources.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/data_folder/home_certificate.hpp"

#include <cstdio>
#include <exception>
#include <new>
#include <span>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

using namespace audmg;

namespace {

app::ExitCode run_command(const app::CommandLine& line) {
  // Help, version and the client must not fail for a wrong setting of the server.
  const bool needs_settings =
      std::visit([](const auto& command) { return app::needs_settings(command); }, line.command);
  const config::Settings settings =
      needs_settings ? app::with_home_certificate(config::load_settings(app::setting_sources(line)))
                     : config::Settings{};
  if (!std::holds_alternative<app::DoctorCommand>(line.command)) {  // which shows them itself
    for (const std::string& warning : settings.warnings) {
      (void)app::report(warning, app::ExitCode::success);
    }
  }
  return std::visit([&](const auto& command) { return app::run(command, settings); }, line.command);
}

app::ExitCode run_program(const std::vector<std::string>& words) {
  const auto line = app::parse_command_line(words);
  if (!line) {
    (void)app::report(line.error(), app::ExitCode::usage);
    return app::report("try `audmg --help`", app::ExitCode::usage);
  }
  try {
    const app::ExitCode code = run_command(*line);
    // Output that could not be written is a failure too (a full disk behind `> file`).
    if (std::fflush(stdout) != 0)
      return app::report("standard output failed", app::ExitCode::failure);
    return code;
  } catch (const config::ConfigError& error) {
    return app::report(error.what(), app::ExitCode::usage);
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::resource_unavailable_try_again) {
      return app::report(error.what(), app::ExitCode::failure);
    }
    return app::report(
        "a thread cannot be started: raise the limit of processes and threads of this user "
        "(ulimit -u), service (TasksMax=) or container (pids limit)",
        app::ExitCode::failure);
  } catch (const std::bad_alloc&) {
    return app::report("there is not enough memory to start", app::ExitCode::failure);
  } catch (const std::exception& error) {
    return app::report(error.what(), app::ExitCode::failure);
  }
}

}  // namespace

int main(int argc, char** argv) {
  app::harden_process();
  const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
  const std::vector<std::string> words(arguments.begin() + (argc > 0 ? 1 : 0), arguments.end());
  return static_cast<int>(run_program(words));
}
