// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/backups.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/functions/upkeep/chore_note.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/telemetry/logger.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace audmg::app {
namespace {

using telemetry::Level;

std::int64_t field(std::uint64_t count) { return static_cast<std::int64_t>(count); }

Result<std::string> figures_of(const Result<backup::CreateReport>& outcome) {
  if (!outcome) return std::unexpected(outcome.error());
  json::Writer json;
  json.begin_object()
      .field("snapshot", outcome->snapshot)
      .field("files", outcome->files)
      .field("bytes", outcome->bytes)
      .field("missing", outcome->missing)
      .end_object();
  return std::move(json).take();
}

/// Also of folders that are not there (any more).
bool is_same_folder(const std::filesystem::path& one, const std::filesystem::path& other) {
  std::error_code error;
  if (std::filesystem::equivalent(one, other, error)) return true;
  const auto absolute = [&error](const std::filesystem::path& path) {
    return std::filesystem::absolute(path, error).lexically_normal();
  };
  return absolute(one) == absolute(other);
}

}  // namespace

Backups::Backups(backup::Drive drive, std::filesystem::path regular, const Clock& clock,
                 telemetry::Logger& logger)
    : drive_(std::move(drive)), regular_(std::move(regular)), clock_(clock), logger_(logger) {}

Result<std::uint64_t> Backups::start(const backup::CreateRequest& request) {
  const std::scoped_lock lock(mutex_);
  if (is_running_) {
    return fail(ErrorCode::conflict, "a backup of this drive is being made already", true);
  }
  try {
    auto progress = std::make_unique<backup::Progress>();
    thread_ = std::jthread([this, request, &progress = *progress](const std::stop_token& stop) {
      run(request, progress, stop);
    });
    progress_ = std::move(progress);
  } catch (...) {
    return std::unexpected(current_exception_error());
  }
  // The thread ends its run under the lock, so not before this.
  is_running_ = true;
  outcome_.reset();
  return ++newest_run_;
}

Result<BackupStatus> Backups::status(std::uint64_t run) {
  const std::scoped_lock lock(mutex_);
  if (run != newest_run_ || progress_ == nullptr) {
    return fail(ErrorCode::not_found,
                "the server was restarted while the backup was being made; make it again");
  }
  BackupStatus status{
      .files = progress_->total, .files_done = progress_->done, .bytes = progress_->bytes};
  if (!outcome_) return status;
  if (!*outcome_) return std::unexpected(outcome_->error());
  status.report = **outcome_;
  return status;
}

void Backups::run(const backup::CreateRequest& request, backup::Progress& progress,
                  const std::stop_token& stop) {
  auto outcome = create(request, progress, stop);
  const std::scoped_lock lock(mutex_);
  outcome_ = std::move(outcome);
  is_running_ = false;
}

Result<backup::CreateReport> Backups::create(const backup::CreateRequest& request,
                                             backup::Progress& progress,
                                             const std::stop_token& stop) {
  try {
    auto outcome = backup::create_backup(request, drive_, clock_, progress, stop);
    log(request, outcome);
    if (regular_.empty() || is_same_folder(request.directory, regular_)) {
      functions::note_chore_end(functions::kBackupChore, figures_of(outcome), drive_.repository,
                                clock_, logger_);
    }
    return outcome;
  } catch (...) {
    return std::unexpected(current_exception_error());
  }
}

void Backups::log(const backup::CreateRequest& request,
                  const Result<backup::CreateReport>& outcome) {
  const std::string_view directory = request.directory.native();
  if (!outcome) {
    logger_.log(Level::error, "backup_failed",
                {{"directory", directory}, {"error", std::string_view(outcome.error().message)}});
    return;
  }
  const bool is_whole = outcome->missing == 0 && outcome->shrunk_from == 0;
  logger_.log(is_whole ? Level::info : Level::error, "backup_created",
              {{"directory", directory},
               {"snapshot", std::string_view(outcome->snapshot)},
               {"files", field(outcome->files)},
               {"objects", field(outcome->objects)},
               {"bytes", field(outcome->bytes)},
               {"linked", field(outcome->linked)},
               {"missing", field(outcome->missing)},
               {"pruned", field(outcome->pruned)},
               {"shrunkFrom", field(outcome->shrunk_from)}});
}

}  // namespace audmg::app
