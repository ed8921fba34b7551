// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/help.hpp"

#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/commands.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace audmg::app {

ExitCode run(const HelpCommand& command, const config::Settings&) {
  fmt::print("{}", help_text(command.topic));
  return ExitCode::success;
}

ExitCode report(std::string_view message, ExitCode code) {
  say(fmt::format("audmg: {}\n", printable(message)));
  return code;
}

}  // namespace audmg::app
