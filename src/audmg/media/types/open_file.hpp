// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/byte_input.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace audmg::media {

/// An open file as an object, for the walks over structures. It must stay open as long as this
/// object.
class OpenFile final : public storage::ObjectReader {
 public:
  OpenFile(ByteInput input, std::uint64_t size) : input_(input) { info_.size = size; }

  [[nodiscard]] const storage::ObjectInfo& info() const noexcept override { return info_; }
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                            std::span<std::byte> into) override;
  [[nodiscard]] int descriptor() const noexcept override { return input_.descriptor(); }

 private:
  ByteInput input_;
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
