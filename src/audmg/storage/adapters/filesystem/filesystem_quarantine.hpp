// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/adapters/filesystem/quarantine_day.hpp"
#include "audmg/storage/adapters/filesystem/store_folder.hpp"
#include "audmg/storage/quarantine.hpp"

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::storage::filesystem {

/// The store's folder quarantine/. It has no state besides the files in the folders of the days.
/// Thread-safe.
class FilesystemQuarantine final : public Quarantine {
 public:
  explicit FilesystemQuarantine(std::shared_ptr<StoreFolder> folder) : folder_(std::move(folder)) {}

  Result<void> quarantine_object(std::string_view key) override;
  Result<std::vector<QuarantinedObject>> list_quarantined(
      const ListQuarantineRequest& request) override;
  Result<void> restore_quarantined(std::string_view key) override;
  Result<std::size_t> purge_quarantined(TimePoint time) override;

  /// Deletes the quarantined object with this key, durably; an absent one is success. Errors:
  /// unavailable, internal.
  [[nodiscard]] Result<void> remove(std::string_view key);

 private:
  /// Returns the days, newest first.
  [[nodiscard]] Result<std::vector<QuarantineDay>> list_days() const;
  [[nodiscard]] Result<void> remove_from(QuarantineDay day, std::string_view key);

  const std::shared_ptr<StoreFolder> folder_;
};

}  // namespace audmg::storage::filesystem
