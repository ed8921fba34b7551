// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/cli/exit_code.hpp"
#include "audmg/client/account.hpp"
#include "audmg/client/connection.hpp"
#include "audmg/client/local_files.hpp"
#include "audmg/core/result.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace audmg::app {

/// Limits for commands that a person waits for: they give up soon.
inline constexpr client::Patience kShortPatience{.max_attempts = 3};

/// Returns the variable's value; "" when it is not set.
[[nodiscard]] std::string environment_variable(const char* name);

/// Returns where the log-in is kept. Errors: invalid_argument, when the environment names no home.
[[nodiscard]] Result<client::AccountFile> account_file();
/// Returns the folder that remembers open uploads. Errors: those of account_file().
[[nodiscard]] Result<std::filesystem::path> open_uploads_folder();

/// Runs `work` with the drive that this machine is logged in to, and reports its error.
[[nodiscard]] ExitCode with_drive(const client::Patience& patience,
                                  const std::function<Result<void>(client::Connection&)>& work);

/// Prints a heading, and a line for each file with its reason, on standard error.
void say_left_out(const std::string& heading, const std::vector<client::LeftOut>& files);

}  // namespace audmg::app
