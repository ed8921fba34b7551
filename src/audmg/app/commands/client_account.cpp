// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/client_connection.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/lib/curl/url.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::app {
namespace {

Result<std::string> ask_username() {
  if (::isatty(STDIN_FILENO) == 0) {
    return fail(ErrorCode::invalid_argument, "there is no terminal to ask on: name the --user");
  }
  say("Username or e-mail address: ");
  std::array<char, 1024> line{};
  if (std::fgets(line.data(), line.size(), stdin) == nullptr) {
    return fail(ErrorCode::invalid_argument, "given up: nothing was changed");
  }
  std::string name(line.data());
  while (name.ends_with('\n') || name.ends_with(' ')) name.pop_back();
  if (name.empty()) return fail(ErrorCode::invalid_argument, "given up: nothing was changed");
  return name;
}

Result<std::string> ask_for_password(const std::string& user) {
  std::string password = environment_variable("AUDMG_PASSWORD");
  if (!password.empty()) return password;
  return ask_password(fmt::format("Password of {}, or an app password: ", printable(user)));
}

Result<std::string> ask_code() {
  return ask_password("Code of the authenticator app, or a recovery code: ");
}

void warn_of_plain_http(const std::string& url) {
  const auto parts = curl::parse_url(url);
  if (!parts || parts->scheme != "http") return;
  if (parts->host == "localhost" || parts->host == "[::1]" || parts->host.starts_with("127.")) {
    return;
  }
  (void)report("warning: the password and all files travel unencrypted to an http: address",
               ExitCode::success);
}

Result<void> log_in_as(const ClientLoginCommand& command) {
  AUDMG_TRY(const std::string url, client::read_drive_url(command.url));
  AUDMG_TRY(const client::AccountFile file, account_file());
  warn_of_plain_http(url);
  std::string user = command.user;
  std::string password;
  if (command.password_stdin) {
    AUDMG_TRY(password, read_password_from_stdin());
  }
  // An app password says by itself whose it is.
  if (user.empty() && !client::is_app_password(password)) {
    AUDMG_TRY(user, ask_username());
  }
  if (password.empty()) {
    AUDMG_TRY(password, ask_for_password(user));
  }
  client::Credentials credentials{.url = url,
                                  .username = user,
                                  .password = std::move(password),
                                  .ca_file = command.ca_file,
                                  .ask_code = ask_code};
  const auto outcome = client::log_in(credentials, file);
  wipe(credentials.password);
  AUDMG_CHECK(outcome);
  AUDMG_TRY(const auto account, file.load());
  fmt::print("logged in to {} as {}\n", url, printable(account ? account->username : user));
  return {};
}

}  // namespace

ExitCode run(const ClientLoginCommand& command, const config::Settings&) {
  const auto outcome = log_in_as(command);
  return outcome ? ExitCode::success : report(outcome.error().message, ExitCode::failure);
}

ExitCode run(const ClientLogoutCommand&, const config::Settings&) {
  return with_drive(kShortPatience, [](client::Connection& drive) -> Result<void> {
    AUDMG_CHECK(drive.log_out());
    fmt::print("logged out\n");
    return {};
  });
}

}  // namespace audmg::app
