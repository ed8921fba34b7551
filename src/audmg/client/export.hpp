// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/connection.hpp"
#include "audmg/client/local_files.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::client {

struct ExportOptions {
  std::filesystem::path folder;
  /// "2024-01-31" or "2024-01-31T10:00:00" in UTC: only files uploaded since then; "" for all.
  std::string since{};
  unsigned jobs = 1;
};

struct ExportProgress {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
};

/// Called from several threads, one at a time.
struct ExportObserver {
  /// A file is there now and was not before; `path` is below the folder.
  std::function<void(std::string_view path)> fetched;
  std::function<void(const ExportProgress&)> progress;
};

struct ExportReport {
  std::uint64_t fetched = 0;
  std::uint64_t fetched_bytes = 0;
  std::uint64_t there = 0;
  std::uint64_t sidecars = 0;
  std::uint64_t collections = 0;
  std::vector<LeftOut> failed{};
};

/// Copies the library into a folder: every original as YYYY/MM/name with its companions and its
/// sidecar beside it, and collections.json. What is there already is not fetched again, so that an
/// export that was interrupted goes on, and a later one brings the folder up to date: files whose
/// date or name has changed are moved; nothing is removed. A file that fails does not stop the
/// others. Errors: out_of_space (here), conflict (another process exports to the folder), those
/// that concern the drive as a whole; `report` then says what was done before.
[[nodiscard]] Result<void> export_library(Connection& drive, const ExportOptions& options,
                                          const ExportObserver& observer, ExportReport& report);

}  // namespace audmg::client
