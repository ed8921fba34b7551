// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/backup_text.hpp"
#include "audmg/app/cli/job_text.hpp"
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/client_connection.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/commands/progress_line.hpp"
#include "audmg/client/put.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <string_view>

namespace audmg::app {
namespace {

std::string_view word_of(client::PutStep step) {
  switch (step) {
    case client::PutStep::sent:
      return "sent";
    case client::PutStep::known:
      return "known";
    case client::PutStep::refused:
      return "refused";
  }
  return {};
}

std::string put_summary(const client::PutReport& report) {
  std::string text = fmt::format("sent {} ({}), {} known", count_text(report.sent, "file"),
                                 size_text(report.sent_bytes), report.known);
  if (!report.left_out.empty()) text += fmt::format(", {} not sent", report.left_out.size());
  if (report.hidden + report.links > 0) {
    text += fmt::format("; passed over {} and {}", count_text(report.hidden, "hidden file"),
                        count_text(report.links, "link"));
  }
  return text + "\n";
}

}  // namespace

ExitCode run(const ClientPutCommand& command, const config::Settings&) {
  client::PutReport done;
  const bool prints_lines = ::isatty(STDOUT_FILENO) == 0;
  const ExitCode code = with_drive({}, [&](client::Connection& drive) -> Result<void> {
    AUDMG_TRY(const auto folder, open_uploads_folder());
    ProgressLine line;
    const client::PutObserver observer{
        .step =
            [&](client::PutStep step, const std::filesystem::path& path) {
              if (prints_lines) fmt::print("{} {}\n", word_of(step), printable(path.native()));
            },
        .progress =
            [&](const client::PutProgress& now) {
              if (prints_lines) return;
              line.say_now_and_then([&] {
                return fmt::format("{} of {} files, {} of {}   ", now.files_done, now.files,
                                   size_text(now.bytes_done), size_text(now.bytes));
              });
            }};
    const auto outcome = client::put_files(drive, client::OpenUploads(folder), command.paths,
                                           command.jobs, observer, done);
    line.end();
    fmt::print("{}", put_summary(done));
    return outcome;
  });
  say_left_out("Not sent:", done.left_out);
  return done.left_out.empty() ? code : ExitCode::failure;
}

}  // namespace audmg::app
