// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/commands/with_operations.hpp"

namespace audmg::app {

ExitCode report(const Error& error) { return report(error.message, ExitCode::failure); }

ExitCode with_operations(const config::Settings& settings, std::string_view command,
                         MissingFolder missing,
                         const std::function<Result<void>(const Operations&)>& work) {
  const auto access = open_operations(settings, command, missing);
  if (!access) return report(access.error());
  const Result<void> outcome = work((*access)->operations());
  return outcome ? ExitCode::success : report(outcome.error());
}

}  // namespace audmg::app
