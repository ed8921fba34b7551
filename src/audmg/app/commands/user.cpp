// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/job_text.hpp"
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/commands/with_operations.hpp"
#include "audmg/app/control/operation_json.hpp"
#include "audmg/app/data_folder/drive_address.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/identity/account_rules.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <array>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace audmg::app {
namespace {

/// Reads a password from standard input or, twice, from the terminal.
Result<std::string> new_password(bool from_stdin, const std::string& user) {
  if (from_stdin) return read_password_from_stdin();
  AUDMG_TRY(std::string password, ask_password(fmt::format("New password for {}: ", user)));
  AUDMG_TRY(const std::string again, ask_password("Once more: "));
  if (password != again) {
    return fail(ErrorCode::invalid_argument, "the two passwords differ; nothing was changed");
  }
  return password;
}

/// Checks the password before it is sent anywhere: bytes that are not UTF-8 would not arrive
/// unchanged.
Result<void> require_good_password(const std::string& password, const std::string& username,
                                   const std::string& email, std::size_t minimum) {
  if (const auto bad = identity::check_password(password, username, email, minimum)) {
    return fail(ErrorCode::invalid_argument, fmt::format("password: {}", bad->message));
  }
  return {};
}

/// Calls `visit` for every account, page by page.
Result<void> for_each_account(const Operations& operations,
                              const std::function<void(const Account&)>& visit) {
  std::string after;
  for (;;) {
    AUDMG_TRY(const auto page, operations.user_list(after));
    if (page.empty()) return {};
    for (const Account& account : page) visit(account);
    after = page.back().id;
  }
}

/// "authenticator app, 2 passkeys, 8 recovery codes"; "" if there were none.
std::string factor_list(const functions::TakenFactors& taken) {
  std::string list = taken.totp ? "authenticator app" : "";
  for (const auto& [number, word] :
       {std::pair{taken.passkeys, std::string_view("passkey")},
        std::pair{taken.recovery_codes, std::string_view("recovery code")}}) {
    if (number == 0) continue;
    if (!list.empty()) list += ", ";
    list += count_text(number, word);
  }
  return list;
}

bool confirm(const std::string& user) {
  say(fmt::format("Remove {} with all files, for ever? Type yes: ", printable(user)));
  std::array<char, 16> line{};
  return std::fgets(line.data(), line.size(), stdin) != nullptr &&
         std::string_view(line.data()) == "yes\n";
}

}  // namespace

ExitCode run(const UserAddCommand& command, const config::Settings& settings) {
  const auto password = new_password(command.password_stdin, command.username);
  if (!password) return report(password.error());
  const auto good =
      require_good_password(*password, command.username, command.email, settings.password_length);
  if (!good) return report(good.error());
  return with_operations(
      settings, "audmg user add", MissingFolder::create,
      [&](const Operations& operations) -> Result<void> {
        AUDMG_TRY(const std::string id,
                  operations.user_add({command.username, command.email, SecretText(*password)}));
        fmt::print("added {} with id {}\n", printable(command.username), id);
        return {};
      });
}

ExitCode run(const UserListCommand& command, const config::Settings& settings) {
  return with_operations(
      settings, "audmg user list", MissingFolder::refuse,
      [&](const Operations& operations) -> Result<void> {
        if (!command.json) {
          fmt::print("{:<36}  {:<24}  {:<8}  {:<20}  {}\n", "ID", "CREATED", "STATE", "USERNAME",
                     "E-MAIL");
          return for_each_account(operations, [](const Account& account) {
            fmt::print("{:<36}  {:<24}  {:<8}  {:<20}  {}\n", account.id, account.created_at,
                       account.disabled ? "disabled" : "active", printable(account.username),
                       printable(account.email));
          });
        }
        json::Writer json;
        json.begin_array();
        AUDMG_CHECK(for_each_account(
            operations, [&](const Account& account) { JsonForm<Account>::write(json, account); }));
        json.end_array();
        fmt::print("{}\n", json.text());
        return {};
      });
}

ExitCode run(const UserPasswdCommand& command, const config::Settings& settings) {
  const auto password = new_password(command.password_stdin, command.user);
  if (!password) return report(password.error());
  const auto good =
      require_good_password(*password, command.user, command.user, settings.password_length);
  if (!good) return report(good.error());
  return with_operations(
      settings, "audmg user passwd", MissingFolder::refuse,
      [&](const Operations& operations) -> Result<void> {
        AUDMG_CHECK(operations.user_passwd({command.user, SecretText(*password)}));
        fmt::print("{} has a new password; all sessions and links have ended\n",
                   printable(command.user));
        return {};
      });
}

ExitCode run(const UserResetLinkCommand& command, const config::Settings& settings) {
  return with_operations(
      settings, "audmg user reset-link", MissingFolder::refuse,
      [&](const Operations& operations) -> Result<void> {
        AUDMG_TRY(const std::string path, operations.user_reset_link(command.user));
        fmt::print("{}{}\n", drive_address(settings, settings.listen.port), path);
        say(fmt::format("Hand this link to {}. It is good once, for 30 minutes.",
                        printable(command.user)));
        return {};
      });
}

ExitCode run(const UserResetFactorsCommand& command, const config::Settings& settings) {
  return with_operations(
      settings, "audmg user reset-factors", MissingFolder::refuse,
      [&](const Operations& operations) -> Result<void> {
        AUDMG_TRY(const functions::TakenFactors taken,
                  operations.user_reset_factors({command.user, command.keep_passkeys}));
        const std::string user = printable(command.user);
        if (taken.any()) {
          fmt::print("Taken away from {}: {}. All sessions have ended.\n", user,
                     factor_list(taken));
        } else {
          fmt::print("There was nothing to take away from {}. All sessions have ended.\n", user);
        }
        return {};
      });
}

ExitCode run(const UserInviteCommand& command, const config::Settings& settings) {
  return with_operations(settings, "audmg user invite", MissingFolder::create,
                         [&](const Operations& operations) -> Result<void> {
                           AUDMG_TRY(const std::string path, operations.user_invite(command.admin));
                           fmt::print("{}{}\n", drive_address(settings, settings.listen.port),
                                      path);
                           say("This link makes one account, within a week.");
                           return {};
                         });
}

ExitCode run(const UserRoleCommand& command, const config::Settings& settings) {
  return with_operations(settings, "audmg user role", MissingFolder::refuse,
                         [&](const Operations& operations) -> Result<void> {
                           AUDMG_CHECK(operations.user_role({command.user, command.admin}));
                           fmt::print("{} is {} now\n", printable(command.user),
                                      command.admin ? "an admin" : "a user");
                           return {};
                         });
}

ExitCode run(const UserDisableCommand& command, const config::Settings& settings) {
  return with_operations(settings, "audmg user disable", MissingFolder::refuse,
                         [&](const Operations& operations) -> Result<void> {
                           AUDMG_CHECK(operations.user_disable(command.user));
                           fmt::print("{} is disabled; all sessions and links have ended\n",
                                      printable(command.user));
                           return {};
                         });
}

ExitCode run(const UserEnableCommand& command, const config::Settings& settings) {
  return with_operations(settings, "audmg user enable", MissingFolder::refuse,
                         [&](const Operations& operations) -> Result<void> {
                           AUDMG_CHECK(operations.user_enable(command.user));
                           fmt::print("{} is enabled\n", printable(command.user));
                           return {};
                         });
}

ExitCode run(const UserDeleteCommand& command, const config::Settings& settings) {
  if (!command.yes && ::isatty(STDIN_FILENO) == 0) {
    return report("there is no terminal to ask on; say --yes to delete without asking",
                  ExitCode::usage);
  }
  if (!command.yes && !confirm(command.user)) {
    return report("given up: nothing was changed", ExitCode::failure);
  }
  return with_operations(settings, "audmg user delete", MissingFolder::refuse,
                         [&](const Operations& operations) -> Result<void> {
                           AUDMG_TRY(const std::uint64_t removed,
                                     operations.user_delete(command.user));
                           fmt::print("{} is gone, with {} file{}\n", printable(command.user),
                                      removed, removed == 1 ? "" : "s");
                           return {};
                         });
}

}  // namespace audmg::app
