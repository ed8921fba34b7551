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

/// The store's folder quarantine/. It keeps no state: what lies in the folders of the days is what
/// there is. Thread-safe.
class FilesystemQuarantine final : public Quarantine {
 public:
  explicit FilesystemQuarantine(std::shared_ptr<StoreFolder> folder) : folder_(std::move(folder)) {}

  Result<void> quarantine_object(std::string_view key) override;
  Result<std::vector<QuarantinedObject>> list_quarantined(
      const ListQuarantineRequest& request) override;
  Result<void> restore_quarantined(std::string_view key) override;
  Result<std::size_t> purge_quarantined(TimePoint time) override;

  /// Deletes what lies here under the key, durably; nothing there is success.
  /// Errors: unavailable, internal.
  [[nodiscard]] Result<void> remove(std::string_view key);

 private:
  /// Newest first.
  [[nodiscard]] Result<std::vector<QuarantineDay>> list_days() const;
  [[nodiscard]] Result<void> remove_from(QuarantineDay day, std::string_view key);

  const std::shared_ptr<StoreFolder> folder_;
};

}  // namespace audmg::storage::filesystem
