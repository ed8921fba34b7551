// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/adapters/filesystem/descriptor_cache.hpp"
#include "audmg/storage/adapters/filesystem/store_folder.hpp"
#include "audmg/storage/object_sealing.hpp"

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::storage::filesystem {

/// Puts sealed objects in the place of plain ones, in objects/ and then in quarantine/.
/// Thread-safe.
class ObjectSealer {
 public:
  ObjectSealer(std::shared_ptr<StoreFolder> folder, std::shared_ptr<DescriptorCache> cache)
      : folder_(std::move(folder)), cache_(std::move(cache)) {}

  /// As ObjectSealing::seal_objects().
  [[nodiscard]] Result<SealingStep> step(const SealingRequest& request);

 private:
  /// Seals the object `name` in the file `path` below the root; returns its size, or nothing when
  /// it is sealed, or not there, or was changed meanwhile.
  [[nodiscard]] Result<std::optional<std::uint64_t>> seal(const std::string& path,
                                                          std::string_view name,
                                                          const std::stop_token& stop);
  [[nodiscard]] Result<void> write_sealed(int source, const struct stat& status, int target,
                                          std::string_view name, const std::stop_token& stop);
  [[nodiscard]] Result<bool> replace(const std::string& path, std::string_view name,
                                     const struct stat& status, const std::string& temporary);

  const std::shared_ptr<StoreFolder> folder_;
  const std::shared_ptr<DescriptorCache> cache_;
};

}  // namespace audmg::storage::filesystem
