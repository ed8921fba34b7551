// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace audmg::media {

/// A whole file as bytes, which the kernel reads when they are touched. The file must not become
/// shorter meanwhile: originals never do.
class MappedFile {
 public:
  /// Errors: internal.
  [[nodiscard]] static Result<MappedFile> map(int descriptor, std::uint64_t size);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return bytes_; }

 private:
  explicit MappedFile(std::span<const std::byte> bytes) noexcept : bytes_(bytes) {}
  std::span<const std::byte> bytes_;
};

}  // namespace audmg::media
