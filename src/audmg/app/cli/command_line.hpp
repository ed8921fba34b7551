// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/cli/help.hpp"
#include "audmg/config/dotenv.hpp"
#include "audmg/queue/queue_administration.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace audmg::app {

struct ServeCommand {};
struct WorkerCommand {};
struct UserAddCommand {
  std::string username;
  std::string email;
  bool password_stdin = false;
};
struct UserListCommand {
  bool json = false;
};
struct UserPasswdCommand {
  std::string user;
  bool password_stdin = false;
};
struct UserResetLinkCommand {
  std::string user;
};
struct UserResetFactorsCommand {
  std::string user;
  bool keep_passkeys = false;
};
struct UserInviteCommand {
  bool admin = false;
};
struct UserRoleCommand {
  std::string user;
  bool admin = false;
};
struct UserDisableCommand {
  std::string user;
};
struct UserEnableCommand {
  std::string user;
};
struct UserDeleteCommand {
  std::string user;
  /// Skip the confirmation.
  bool yes = false;
};
struct JobsListCommand {
  std::string queue;
  /// Unset means all states.
  std::optional<queue::MessageState> state;
  bool json = false;
};
struct JobsShowCommand {
  std::string id;
  bool json = false;
};
struct JobsRetryCommand {
  std::string id;
};
struct JobsRedriveCommand {
  std::string queue;
};
struct JobsPauseCommand {
  std::string queue;
};
struct JobsResumeCommand {
  std::string queue;
};
struct MediaRebuildCommand {
  bool dry_run = false;
  /// Also rebuild failed files.
  bool failed = false;
  bool json = false;
};
struct KeyCreateCommand {
  std::string file;
};
struct KeyStatusCommand {
  bool json = false;
};
struct KeyRotateCommand {
  /// File with the new key.
  std::string file;
  /// It has a passphrase instead.
  bool passphrase = false;
};
struct KeyApplyCommand {
  bool json = false;
};
struct RepairCommand {
  /// Recreate missing rows from the objects.
  bool adopt = false;
  /// First bring back the objects in the quarantine.
  bool quarantined = false;
  bool json = false;
};
struct BackupCreateCommand {
  std::string directory;
  /// Copy objects, whatever AUDMG_BACKUP_MODE says.
  bool copy = false;
  /// Unset means that no snapshot is removed.
  std::optional<std::size_t> keep;
  bool json = false;
};
struct BackupListCommand {
  std::string directory;
  bool json = false;
};
struct BackupVerifyCommand {
  std::string directory;
  /// Empty means the latest.
  std::string snapshot;
  double read_percent = 100;
  bool json = false;
};
struct BackupRestoreCommand {
  std::string directory;
  /// Empty means the latest.
  std::string snapshot;
  /// Empty only with AUDMG_ADAPTERS=aws.
  std::string to;
  bool json = false;
};
struct VerifyCommand {
  /// Read the bytes of all files.
  bool deep = false;
  /// Read the bytes of this percentage of files, chosen at random.
  std::optional<double> subset_percent;
  bool json = false;
};
struct CertificateCreateCommand {
  std::vector<std::string> hosts;
  std::vector<std::string> addresses;
};
struct CertificateRenewCommand {
  /// Both empty means the names of the present one.
  std::vector<std::string> hosts;
  std::vector<std::string> addresses;
};
struct CertificateShowCommand {
  bool json = false;
};
struct ClientLoginCommand {
  std::string url;
  /// Empty means that it is asked for.
  std::string user;
  /// PEM file of the authorities to trust; empty means the system's.
  std::string ca_file;
  bool password_stdin = false;
};
struct ClientLogoutCommand {};
struct ClientListCommand {
  /// The words of a search; empty for `client ls`.
  std::vector<std::string> words;
  std::string kind;
  std::string sort;
  std::string order;
  /// Unset means all.
  std::optional<std::uint64_t> limit;
  bool json = false;
};
struct ClientPutCommand {
  std::vector<std::string> paths;
  unsigned jobs = 1;
};
struct ClientGetCommand {
  /// An id or a name.
  std::string file;
  /// Empty means the current folder.
  std::string output;
};
struct ClientExportCommand {
  std::string folder;
  /// Empty means all files.
  std::string since;
  unsigned jobs = 1;
};
struct ConformCommand {
  std::string url;
  /// Empty means that there is none.
  std::string admin;
  /// The file with the admin's password; empty means that it is read elsewhere.
  std::string password_file;
  bool password_stdin = false;
  std::string ca_file;
  /// Where the JSON report is written; empty means nowhere.
  std::string report;
};
struct ConfigShowCommand {
  bool json = false;
};
struct DoctorCommand {
  /// Sends a trial alarm to everybody who hears of alarms.
  bool trial_alarm = false;
};
struct VersionCommand {};
struct HelpCommand {
  HelpTopic topic = HelpTopic::general;
};

using Command = std::variant<
    HelpCommand, ServeCommand, WorkerCommand, UserAddCommand, UserListCommand, UserPasswdCommand,
    UserResetLinkCommand, UserResetFactorsCommand, UserInviteCommand, UserRoleCommand,
    UserDisableCommand, UserEnableCommand, UserDeleteCommand, JobsListCommand, JobsShowCommand,
    JobsRetryCommand, JobsRedriveCommand, JobsPauseCommand, JobsResumeCommand, MediaRebuildCommand,
    KeyCreateCommand, KeyStatusCommand, KeyRotateCommand, KeyApplyCommand, RepairCommand,
    BackupCreateCommand, BackupListCommand, BackupVerifyCommand, BackupRestoreCommand,
    VerifyCommand, CertificateCreateCommand, CertificateRenewCommand, CertificateShowCommand,
    ClientLoginCommand, ClientLogoutCommand, ClientListCommand, ClientPutCommand, ClientGetCommand,
    ClientExportCommand, ConformCommand, ConfigShowCommand, DoctorCommand, VersionCommand>;

struct CommandLine {
  Command command;
  /// Values of settings given as flags, keyed as config::SettingSources expects them.
  config::Variables flags;
  /// Empty means ./.env, if there is one.
  std::string env_file;
};

/// Reads the words after the program's name. The error is a sentence for the user.
[[nodiscard]] std::expected<CommandLine, std::string> parse_command_line(
    std::span<const std::string> words);

}  // namespace audmg::app
