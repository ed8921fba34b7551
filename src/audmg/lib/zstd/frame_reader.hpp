// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

struct ZSTD_DCtx_s;

namespace audmg::zstd {

/// Decompresses one Zstandard frame (RFC 8878) piece by piece, so that a frame which claims to hold
/// a lot costs no more memory than the caller asks for, and a window of 8 MiB. Not thread-safe.
class FrameReader {
 public:
  /// `frame` must outlive the reader.
  explicit FrameReader(std::string_view frame);
  ~FrameReader();
  FrameReader(const FrameReader&) = delete;
  FrameReader& operator=(const FrameReader&) = delete;

  /// Fills all of `bytes`. Errors: corrupt (damaged, or the frame has fewer bytes), internal (no
  /// memory).
  [[nodiscard]] Result<void> read(std::span<std::byte> bytes);
  /// Succeeds if everything has been read, the checksum is right and nothing follows the frame.
  /// Errors: corrupt.
  [[nodiscard]] Result<void> finish();

 private:
  struct Free {
    void operator()(ZSTD_DCtx_s* context) const noexcept;
  };
  std::unique_ptr<ZSTD_DCtx_s, Free> context_;
  std::string_view rest_;
  bool ended_ = false;
};

}  // namespace audmg::zstd
