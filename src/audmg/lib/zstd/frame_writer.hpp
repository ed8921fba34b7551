// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>

struct ZSTD_CCtx_s;

namespace audmg::zstd {

/// Compresses bytes that come in pieces into one Zstandard frame (RFC 8878) with a checksum, which
/// is held in memory. Not thread-safe.
class FrameWriter {
 public:
  /// Small numbers are fast. Precondition: 1 to 19.
  explicit FrameWriter(int level);
  ~FrameWriter();
  FrameWriter(const FrameWriter&) = delete;
  FrameWriter& operator=(const FrameWriter&) = delete;

  /// Errors: internal (no memory). After an error the writer must not be used any more.
  [[nodiscard]] Result<void> write(std::span<const std::byte> bytes);
  /// Ends the frame and returns it; the writer must not be used any more. Errors: internal.
  [[nodiscard]] Result<std::string> finish();

 private:
  [[nodiscard]] Result<void> compress(std::span<const std::byte> bytes, bool last);

  struct Free {
    void operator()(ZSTD_CCtx_s* context) const noexcept;
  };
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
  std::string frame_;
};

}  // namespace audmg::zstd
