// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/backup_text.hpp"
#include "audmg/app/cli/job_text.hpp"
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/client_connection.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/commands/progress_line.hpp"
#include "audmg/client/download.hpp"
#include "audmg/client/export.hpp"
#include "audmg/client/find_file.hpp"
#include "audmg/client/local_names.hpp"
#include "audmg/library/local_date.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <system_error>
#include <utility>

namespace audmg::app {
namespace {

namespace fs = std::filesystem;

Result<client::RemoteFile> the_file(client::Connection& drive, const std::string& id_or_name) {
  AUDMG_TRY(auto files, client::find_files(drive, id_or_name));
  if (files.empty()) {
    return fail(ErrorCode::not_found, "there is no file with this name or id: " + id_or_name);
  }
  if (files.size() == 1) return std::move(files.front());
  std::string ids;
  for (const client::RemoteFile& file : files) ids += " " + file.id;
  return fail(ErrorCode::conflict, "several files have this name; name one by its id:" + ids);
}

fs::path target_of(const std::string& output, const client::RemoteFile& file) {
  const std::string name = client::local_name(file.name);
  std::error_code error;
  if (output.empty()) return name;
  if (output.ends_with('/') || fs::is_directory(output, error)) return fs::path(output) / name;
  return output;
}

Result<void> get(client::Connection& drive, const ClientGetCommand& command) {
  AUDMG_TRY(const client::RemoteFile file, the_file(drive, command.file));
  const fs::path to = target_of(command.output, file);
  std::error_code error;
  if (fs::exists(to, error)) {
    if (!client::is_whole(to, file.size, file.sha256)) {
      return fail(ErrorCode::already_exists,
                  to.string() + " is another file; choose another name with -o");
    }
    fmt::print("{} is there already\n", printable(to.native()));
    return {};
  }
  if (!file.damaged.empty()) {
    (void)report("warning: " + file.damaged, ExitCode::success);
  }
  ProgressLine line;
  std::uint64_t received = 0;
  AUDMG_CHECK(client::download_file(
      drive, {.url = file.url,
              .size = file.size,
              .sha256 = file.sha256,
              .to = to,
              .renew_url = [&]() -> Result<std::string> {
                AUDMG_TRY(client::RemoteFile again, client::get_file(drive, file.id));
                return std::move(again.url);
              },
              .received =
                  [&](std::uint64_t bytes) {
                    received += bytes;
                    line.say_now_and_then([&] {
                      return fmt::format("{} of {}   ", size_text(received), size_text(file.size));
                    });
                  }}));
  line.end();
  fmt::print("{}\n", printable(to.native()));
  return {};
}

std::string export_summary(const client::ExportReport& report) {
  return fmt::format("fetched {} ({}), {} there already, {}, {}\n",
                     count_text(report.fetched, "file"), size_text(report.fetched_bytes),
                     report.there, count_text(report.sidecars, "sidecar"),
                     count_text(report.collections, "collection"));
}

}  // namespace

ExitCode run(const ClientGetCommand& command, const config::Settings&) {
  return with_drive({}, [&](client::Connection& drive) { return get(drive, command); });
}

ExitCode run(const ClientExportCommand& command, const config::Settings&) {
  if (!command.since.empty() && !library::parse_local_date(command.since)) {
    return report("--since: write a date as 2024-01-31 or 2024-01-31T10:00:00", ExitCode::usage);
  }
  client::ExportReport done;
  const bool prints_lines = ::isatty(STDOUT_FILENO) == 0;
  const ExitCode code = with_drive({}, [&](client::Connection& drive) -> Result<void> {
    ProgressLine line;
    const client::ExportObserver observer{.fetched =
                                              [&](std::string_view path) {
                                                if (prints_lines)
                                                  fmt::print("fetched {}\n", printable(path));
                                              },
                                          .progress =
                                              [&](const client::ExportProgress& now) {
                                                if (prints_lines) return;
                                                line.say_now_and_then([&] {
                                                  return fmt::format("{}, {} received   ",
                                                                     count_text(now.files, "file"),
                                                                     size_text(now.bytes));
                                                });
                                              }};
    const auto outcome = client::export_library(
        drive, {.folder = command.folder, .since = command.since, .jobs = command.jobs}, observer,
        done);
    line.end();
    fmt::print("{}", export_summary(done));
    return outcome;
  });
  say_left_out("Not fetched:", done.failed);
  return done.failed.empty() ? code : ExitCode::failure;
}

}  // namespace audmg::app
