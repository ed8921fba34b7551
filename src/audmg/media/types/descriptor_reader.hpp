// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace audmg::media {

/// An open file that reads like a stored object, for code that inspects either. The caller keeps
/// the descriptor, which must outlive this and be seekable; its position does not change.
class DescriptorReader final : public storage::ObjectReader {
 public:
  DescriptorReader(int descriptor, std::uint64_t size) : descriptor_(descriptor) {
    info_.size = size;
  }

  [[nodiscard]] const storage::ObjectInfo& info() const noexcept override { return info_; }
  /// Errors: internal.
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                            std::span<std::byte> into) override;
  [[nodiscard]] int descriptor() const noexcept override { return descriptor_; }

 private:
  int descriptor_;
  storage::ObjectInfo info_;
};

}  // namespace audmg::media
