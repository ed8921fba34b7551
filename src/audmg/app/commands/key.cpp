// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/sealing/owner_key.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace audmg::app {

ExitCode run(const KeyCreateCommand& command, const config::Settings&) {
  std::error_code error;
  const std::filesystem::path file = std::filesystem::absolute(command.file, error);
  if (error) return report(command.file + ": " + error.message(), ExitCode::failure);
  const auto created = create_owner_only_file(file, sealing::make_key_file());
  if (!created && created.error().code == ErrorCode::already_exists) {
    return report(file.string() +
                      " is there already and stays as it is: a key that was lost is lost for good. "
                      "Name another file.",
                  ExitCode::failure);
  }
  if (!created) return report(created.error().message, ExitCode::failure);
  fmt::print("{}\n", file.string());
  say("Nobody can read what is sealed with this key without it: keep a copy in another place.\n");
  return ExitCode::success;
}

}  // namespace audmg::app
