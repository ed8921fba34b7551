// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace audmg::media {

/// The bytes of a whole file, mapped into memory: the kernel reads them on first access. The file
/// must not shrink while it is mapped; originals never do.
class MappedFile {
 public:
  /// Errors: too_large (for the owner) when the job may not have so much memory; internal.
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
