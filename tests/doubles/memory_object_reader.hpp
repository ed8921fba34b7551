// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/object_store.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace audmg {

/// Bytes in memory that read like a stored object, with a count of the reads. The bytes must
/// outlive it.
class MemoryObjectReader final : public storage::ObjectReader {
 public:
  explicit MemoryObjectReader(std::span<const std::byte> bytes) : bytes_(bytes) {
    info_.size = bytes.size();
  }

  [[nodiscard]] const storage::ObjectInfo& info() const noexcept override { return info_; }
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                            std::span<std::byte> into) override {
    ++reads_;
    if (offset >= bytes_.size()) return 0;
    const std::size_t count =
        std::min(into.size(), bytes_.size() - static_cast<std::size_t>(offset));
    std::ranges::copy(bytes_.subspan(static_cast<std::size_t>(offset), count), into.begin());
    bytes_read_ += count;
    return count;
  }
  [[nodiscard]] int descriptor() const noexcept override { return -1; }

  [[nodiscard]] int reads() const { return reads_; }
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  std::span<const std::byte> bytes_;
  storage::ObjectInfo info_;
  int reads_ = 0;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace audmg
