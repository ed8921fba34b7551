// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/create.hpp"
#include "audmg/backup/manifest.hpp"
#include "audmg/backup/restore.hpp"
#include "audmg/backup/verify.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// The text that `audmg backup` prints, all of it safe to print: plain text for people, JSON for
// scripts.
namespace audmg::app {

/// Returns "12.3 MB" or "512 bytes".
[[nodiscard]] std::string size_text(std::uint64_t bytes);

[[nodiscard]] std::string create_text(const backup::CreateReport& report,
                                      const std::filesystem::path& directory);

struct ListedSnapshot {
  std::string name;
  /// An error when the manifest cannot be read.
  Result<backup::ManifestSummary> manifest;
};
[[nodiscard]] std::string list_text(const std::vector<ListedSnapshot>& snapshots);
[[nodiscard]] std::string list_json(const std::vector<ListedSnapshot>& snapshots);

[[nodiscard]] std::string verify_text(std::string_view snapshot,
                                      const backup::VerifyReport& report);
[[nodiscard]] std::string verify_json(std::string_view snapshot,
                                      const backup::VerifyReport& report);

/// `to` is empty when the drive is not a folder.
[[nodiscard]] std::string restore_text(std::string_view snapshot,
                                       const backup::RestoreReport& report,
                                       const std::filesystem::path& to);
[[nodiscard]] std::string restore_json(std::string_view snapshot,
                                       const backup::RestoreReport& report);

}  // namespace audmg::app
