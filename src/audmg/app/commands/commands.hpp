// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/cli/command_line.hpp"
#include "audmg/app/cli/exit_code.hpp"
#include "audmg/config/settings.hpp"

#include <string_view>
#include <type_traits>

namespace audmg::app {

// One function per command, in a file of its name (those of one group share a file, as in
// user.cpp). The requested output goes to standard output, everything else to standard error. All
// may throw ConfigError.

[[nodiscard]] ExitCode run(const HelpCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const ServeCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const WorkerCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const UserAddCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const UserListCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const UserPasswdCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const UserResetLinkCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const UserResetFactorsCommand& command,
                           const config::Settings& settings);
[[nodiscard]] ExitCode run(const UserInviteCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const UserRoleCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const UserDisableCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const UserEnableCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const UserDeleteCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const JobsListCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const JobsShowCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const JobsRetryCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const JobsRedriveCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const JobsPauseCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const JobsResumeCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const MediaRebuildCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const KeyCreateCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const KeyStatusCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const KeyRotateCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const KeyApplyCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const RepairCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const BackupCreateCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const BackupListCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const BackupVerifyCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const BackupRestoreCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const VerifyCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const CertificateCreateCommand& command,
                           const config::Settings& settings);
[[nodiscard]] ExitCode run(const CertificateRenewCommand& command,
                           const config::Settings& settings);
[[nodiscard]] ExitCode run(const CertificateShowCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const ClientLoginCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const ClientLogoutCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const ClientListCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const ClientPutCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const ClientGetCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const ClientExportCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const ConformCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const ConfigShowCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const DoctorCommand& command, const config::Settings& settings);
[[nodiscard]] ExitCode run(const VersionCommand& command, const config::Settings& settings);

/// Returns whether the command uses the settings of the server; the others get defaults.
template <class Command>
[[nodiscard]] constexpr bool needs_settings(const Command&) noexcept {
  using std::is_same_v;
  return !(is_same_v<Command, HelpCommand> || is_same_v<Command, VersionCommand> ||
           is_same_v<Command, ClientLoginCommand> || is_same_v<Command, ClientLogoutCommand> ||
           is_same_v<Command, ClientListCommand> || is_same_v<Command, ClientPutCommand> ||
           is_same_v<Command, ClientGetCommand> || is_same_v<Command, ClientExportCommand> ||
           is_same_v<Command, ConformCommand> || is_same_v<Command, KeyCreateCommand>);
}

/// Prints "audmg: <message>" on standard error, safe to print; returns `code`.
ExitCode report(std::string_view message, ExitCode code);

}  // namespace audmg::app
