// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace audmg::database {

/// The space that a user's files take. Renditions do not count: the drive makes them, and can make
/// them again.
struct Usage {
  /// Bytes of the originals and their companions, those in the trash too.
  std::uint64_t bytes = 0;
  /// Number of files, those in the trash too.
  std::uint64_t files = 0;
  /// Bytes that open upload sessions keep free for their files.
  std::uint64_t reserved = 0;

  bool operator==(const Usage&) const = default;
};

/// Returns whether `more` bytes fit beside `usage` into the quota; anything does where there is
/// none.
[[nodiscard]] bool fits(const Usage& usage, std::uint64_t more,
                        const std::optional<std::uint64_t>& quota) noexcept;

/// Returns the quota for something of `size` bytes that takes the place of `kept` ones: those that
/// its upload session reserved, and those that it replaces. There is none for what is not larger:
/// it always fits, also where the quota has become lower.
[[nodiscard]] std::optional<std::uint64_t> quota_beyond(
    std::uint64_t kept, std::uint64_t size, const std::optional<std::uint64_t>& quota) noexcept;

/// Returns the bytes that a file takes from its owner's quota.
[[nodiscard]] std::uint64_t counted_bytes(const File& file) noexcept;

/// The counters behind quotas. Each transaction that adds or removes a file, a companion or an
/// upload session also changes its owner's counter, so nothing has to be added up. May block;
/// thread-safe. Errors of all methods: unavailable, internal.
class UsageRepository {
 public:
  UsageRepository() = default;
  UsageRepository(const UsageRepository&) = delete;
  UsageRepository& operator=(const UsageRepository&) = delete;
  virtual ~UsageRepository() = default;

  /// Returns the usage of each user, in the same order; that of somebody unknown is nothing.
  /// Precondition: the ids differ.
  [[nodiscard]] virtual Result<std::vector<Usage>> find_usages(std::span<const UserId> users) = 0;
  [[nodiscard]] Result<Usage> find_usage(const UserId& user) {
    AUDMG_TRY(const auto usages, find_usages(std::span(&user, 1)));
    return usages.front();
  }
};

}  // namespace audmg::database
