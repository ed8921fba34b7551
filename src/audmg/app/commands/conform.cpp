// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/conform.hpp"

#include "audmg/app/cli/signals.hpp"
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/client_connection.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/client/account.hpp"
#include "audmg/client/private_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

namespace audmg::app {
namespace {

constexpr std::chrono::milliseconds kSignalPoll{200};
constexpr std::size_t kMaxPasswordFileBytes = 4096;

Result<std::string> read_password_file(const std::string& path) {
  AUDMG_TRY(auto text, client::read_small_file(path, kMaxPasswordFileBytes));
  if (!text) return fail(ErrorCode::not_found, "there is no file " + path);
  text->resize(std::min(text->find_first_of("\r\n"), text->size()));
  if (text->empty()) return fail(ErrorCode::invalid_argument, path + " has no password");
  return *std::move(text);
}

Result<std::string> admin_password(const ConformCommand& command) {
  if (!command.password_file.empty()) return read_password_file(command.password_file);
  if (command.password_stdin) return read_password_from_stdin();
  std::string password = environment_variable("AUDMG_PASSWORD");
  if (!password.empty()) return password;
  return ask_password(fmt::format("Password of {}: ", printable(command.admin)));
}

/// The first signal ends the checks, and the users are removed; a second one ends the program.
class Interruption {
 public:
  explicit Interruption(std::string run_name)
      : run_name_(std::move(run_name)),
        listener_([this](const std::stop_token& ended) { listen(ended); }) {}

  [[nodiscard]] std::stop_token token() const noexcept { return source_.get_token(); }

 private:
  void listen(const std::stop_token& ended) {
    while (!ended.stop_requested()) {
      if (!wait_for_signal(kSignalPoll)) continue;
      if (!source_.request_stop()) {
        (void)report(
            fmt::format("ended at once; users whose names begin with {} may be left", run_name_),
            ExitCode::failure);
        std::_Exit(static_cast<int>(ExitCode::not_tried));
      }
      (void)report("interrupted; removing the two users", ExitCode::failure);
    }
  }

  const std::string run_name_;
  std::stop_source source_;
  std::jthread listener_;
};

ExitCode exit_code_of(conformance::Verdict verdict) {
  switch (verdict) {
    case conformance::Verdict::conforms:
      return ExitCode::success;
    case conformance::Verdict::differs:
      return ExitCode::failure;
    case conformance::Verdict::not_tried:
      return ExitCode::not_tried;
  }
  return ExitCode::not_tried;
}

Result<void> write_report(const std::string& path, const conformance::Report& report) {
  if (path.empty()) return {};
  return client::replace_private_file(path, conformance::report_to_json(report));
}

void show(const conformance::Entry& entry) {
  fmt::print("{}", conformance::entry_text(entry));
  (void)std::fflush(stdout);
}

}  // namespace

ExitCode run(const ConformCommand& command, const config::Settings&) {
  auto url = client::read_drive_url(command.url);
  if (!url) return report(url.error().message, ExitCode::not_tried);
  hold_signals();
  const std::string run_name = conformance::make_run_name();
  const Interruption interruption(run_name);
  fmt::print("Trying {} as {}-a and {}-b, two users that are removed again\n\n", *url, run_name,
             run_name);
  const conformance::Report found = conformance::conform(
      {.url = *url,
       .ca_file = command.ca_file,
       .run_name = run_name,
       .admin = command.admin,
       .admin_password = [&] { return admin_password(command); },
       .ask_code =
           [] { return ask_password("Code of the authenticator app, or a recovery code: "); },
       .stop = interruption.token(),
       .observe = show});
  fmt::print("{}", conformance::summary_text(found));
  const ExitCode code = exit_code_of(conformance::verdict_of(found));
  if (!found.obstacle.empty()) (void)report(found.obstacle, code);
  const auto written = write_report(command.report, found);
  if (written) return code;
  return report("the report cannot be written: " + written.error().message,
                code == ExitCode::success ? ExitCode::not_tried : code);
}

}  // namespace audmg::app
