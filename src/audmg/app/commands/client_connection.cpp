// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/commands/client_connection.hpp"

#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/commands.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <utility>

namespace audmg::app {
namespace {

/// The folder of a variable of the XDG base directory specification, or its default below $HOME.
Result<std::filesystem::path> user_folder(const char* variable, const char* below_home) {
  const std::filesystem::path named = environment_variable(variable);
  if (named.is_absolute()) return named / "audmg";  // others are to be ignored
  const std::filesystem::path home = environment_variable("HOME");
  if (home.empty()) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("there is no home folder: set HOME or {}", variable));
  }
  return home / below_home / "audmg";
}

}  // namespace

std::string environment_variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

Result<client::AccountFile> account_file() {
  AUDMG_TRY(const auto folder, user_folder("XDG_CONFIG_HOME", ".config"));
  return client::AccountFile(folder / "client.json");
}

Result<std::filesystem::path> open_uploads_folder() {
  AUDMG_TRY(const auto folder, user_folder("XDG_STATE_HOME", ".local/state"));
  return folder / "uploads";
}

ExitCode with_drive(const client::Patience& patience,
                    const std::function<Result<void>(client::Connection&)>& work) {
  auto file = account_file();
  if (!file) return report(file.error().message, ExitCode::failure);
  auto account = file->load();
  if (!account) return report(account.error().message, ExitCode::failure);
  if (!*account) {
    return report("you are not logged in to a drive: audmg client login URL", ExitCode::failure);
  }
  client::Connection drive(**std::move(account), *std::move(file), patience);
  const Result<void> outcome = work(drive);
  return outcome ? ExitCode::success : report(outcome.error().message, ExitCode::failure);
}

void say_left_out(const std::string& heading, const std::vector<client::LeftOut>& files) {
  if (files.empty()) return;
  say(heading + "\n");
  for (const client::LeftOut& file : files) {
    say(fmt::format("  {}: {}\n", printable(file.path.native()), printable(file.reason)));
  }
}

}  // namespace audmg::app
