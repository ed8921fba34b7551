// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/export.hpp"

#include "audmg/client/collections_file.hpp"
#include "audmg/client/export_file.hpp"
#include "audmg/client/export_index.hpp"
#include "audmg/client/listing.hpp"
#include "audmg/client/parallel.hpp"
#include "audmg/client/remote_file.hpp"

#include <atomic>
#include <mutex>
#include <optional>
#include <utility>

namespace audmg::client {
namespace {

/// Files that are fetched before the next ones are listed; their URLs are still fresh.
constexpr std::size_t kBatchFiles = 200;

class Export {
 public:
  Export(Connection& drive, const ExportOptions& options, const ExportObserver& observer,
         ExportReport& report, ExportIndex& index)
      : drive_(drive), options_(options), observer_(observer), report_(report), index_(index) {}

  Result<void> run() {
    std::vector<RemoteFile> batch;
    const Listing newest_first{.parameters = {{"sort", "uploaded"}, {"order", "desc"}}};
    const auto add = [&](const json::Value& item) -> Result<bool> {
      AUDMG_TRY(RemoteFile file, read_file(item));
      if (!options_.since.empty() && file.uploaded_at < options_.since) return false;
      batch.push_back(std::move(file));
      if (batch.size() < kBatchFiles) return true;
      AUDMG_CHECK(fetch(batch));
      batch.clear();
      return true;
    };
    AUDMG_CHECK(for_each_item(drive_, newest_first, add));
    AUDMG_CHECK(fetch(batch));
    AUDMG_TRY(report_.collections, write_collections(drive_, index_, options_.folder));
    return {};
  }

 private:
  Result<void> fetch(const std::vector<RemoteFile>& files) {
    in_parallel(files.size(), options_.jobs, [&](std::size_t place) {
      if (!stopped_) fetch(files[place]);
    });
    if (fatal_) return std::unexpected(*fatal_);
    return {};
  }

  void fetch(const RemoteFile& file) {
    auto outcome = export_file(drive_, index_, options_.folder, file,
                               [this](std::uint64_t bytes) { received(bytes); });
    const std::scoped_lock lock(mutex_);
    if (outcome) {
      count(file, *outcome);
    } else if (stops_all(outcome.error())) {
      if (!fatal_) fatal_ = std::move(outcome).error();
      stopped_ = true;
    } else {
      report_.failed.push_back({file.name, outcome.error().message});
    }
  }

  void count(const RemoteFile& file, const ExportedFile& outcome) {
    report_.sidecars += outcome.has_sidecar ? 1 : 0;
    if (outcome.was_there) {
      ++report_.there;
    } else {
      ++report_.fetched;
      report_.fetched_bytes += file.size;
      observer_.fetched(outcome.path);
    }
    ++progress_.files;
    observer_.progress(progress_);
  }

  void received(std::uint64_t bytes) {
    const std::scoped_lock lock(mutex_);
    progress_.bytes += bytes;
    observer_.progress(progress_);
  }

  /// Other files would fail in the same way.
  static bool stops_all(const Error& error) {
    return error.code == ErrorCode::out_of_space || error.code == ErrorCode::unavailable ||
           error.code == ErrorCode::unknown_outcome || error.code == ErrorCode::deadline_exceeded;
  }

  Connection& drive_;
  const ExportOptions& options_;
  const ExportObserver& observer_;
  ExportReport& report_;
  ExportIndex& index_;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  ExportProgress progress_{};
  std::optional<Error> fatal_{};
};

}  // namespace

Result<void> export_library(Connection& drive, const ExportOptions& options,
                            const ExportObserver& observer, ExportReport& report) {
  AUDMG_TRY(ExportIndex index, ExportIndex::open(options.folder));
  return Export(drive, options, observer, report, index).run();
}

}  // namespace audmg::client
