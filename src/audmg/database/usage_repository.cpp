// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/usage_repository.hpp"

namespace audmg::database {

bool fits(const Usage& usage, std::uint64_t more,
          const std::optional<std::uint64_t>& quota) noexcept {
  if (!quota) return true;
  // A quota may be lower than what is there already. Subtracting cannot overflow as adding could.
  if (usage.bytes > *quota || usage.reserved > *quota - usage.bytes) return false;
  return more <= *quota - usage.bytes - usage.reserved;
}

std::optional<std::uint64_t> quota_beyond(std::uint64_t kept, std::uint64_t size,
                                          const std::optional<std::uint64_t>& quota) noexcept {
  return size > kept ? quota : std::nullopt;
}

std::uint64_t counted_bytes(const File& file) noexcept {
  std::uint64_t bytes = file.size;
  for (const Companion& companion : file.companions) bytes += companion.size;
  return bytes;
}

}  // namespace audmg::database
