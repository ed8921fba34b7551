// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/connection.hpp"
#include "audmg/client/local_files.hpp"
#include "audmg/client/open_uploads.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace audmg::client {

enum class PutStep {
  sent,    ///< the bytes went to the drive
  known,   ///< the drive had them
  refused  ///< listed in PutReport::left_out
};

struct PutProgress {
  std::uint64_t files_done = 0;
  std::uint64_t files = 0;
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes = 0;
};

/// Called from several threads, one at a time.
struct PutObserver {
  std::function<void(PutStep, const std::filesystem::path&)> step;
  std::function<void(const PutProgress&)> progress;
};

struct PutReport {
  std::uint64_t sent = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t known = 0;
  std::uint64_t hidden = 0;
  std::uint64_t links = 0;
  std::vector<LeftOut> left_out{};
};

/// Sends the files that the paths name, and those in folders, to the drive, `jobs` at the same
/// time. Sends nothing that the drive has; pictures go before their companions. A file that fails
/// does not stop the others. Errors: out_of_space (the drive is full), those that concern the drive
/// as a whole (not reachable, the session has ended); `report` then says what was done before.
[[nodiscard]] Result<void> put_files(Connection& drive, const OpenUploads& uploads,
                                     const std::vector<std::string>& paths, unsigned jobs,
                                     const PutObserver& observer, PutReport& report);

}  // namespace audmg::client
