// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace audmg::media {

/// An open file as an object, for the walks over structures. Reads do not move the descriptor's
/// offset. The descriptor must stay open as long as this object.
class OpenFile final : public storage::ObjectReader {
 public:
  OpenFile(int descriptor, std::uint64_t size) : descriptor_(descriptor) { info_.size = size; }

  [[nodiscard]] const storage::ObjectInfo& info() const noexcept override { return info_; }
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                            std::span<std::byte> into) override;
  [[nodiscard]] int descriptor() const noexcept override { return descriptor_; }

 private:
  int descriptor_;
  storage::ObjectInfo info_;
};

/// Bytes in memory as an object. They must outlive it.
class OpenBytes final : public storage::ObjectReader {
 public:
  explicit OpenBytes(std::span<const std::byte> bytes) : bytes_(bytes) {
    info_.size = bytes.size();
  }

  [[nodiscard]] const storage::ObjectInfo& info() const noexcept override { return info_; }
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                            std::span<std::byte> into) override;
  [[nodiscard]] int descriptor() const noexcept override { return -1; }

 private:
  std::span<const std::byte> bytes_;
  storage::ObjectInfo info_;
};

}  // namespace audmg::media
