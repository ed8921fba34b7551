// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/byte_input.hpp"

#include <chrono>
#include <cstdint>
#include <memory>

struct AVIOContext;

namespace audmg::ffmpeg {

/// A file that FFmpeg reads through a descriptor, so that it learns no name and opens nothing
/// itself. FFmpeg keeps its address, so it cannot move and must outlive the Demuxer that reads it.
class ByteSource {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  /// At most `size` bytes are read. Reads after `deadline` fail.
  ByteSource(ByteInput input, std::uint64_t size, Deadline deadline);
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  ~ByteSource();

  [[nodiscard]] AVIOContext* context() const noexcept { return context_.get(); }

 private:
  struct Free {
    void operator()(AVIOContext* context) const noexcept;
  };
  // Signatures of avio_alloc_context().
  static int read(void* self, std::uint8_t* buffer, int size);
  static std::int64_t seek(void* self, std::int64_t offset, int whence);

  ByteInput input_;
  std::int64_t size_;
  Deadline deadline_;
  std::int64_t offset_ = 0;
  std::unique_ptr<AVIOContext, Free> context_;
};

}  // namespace audmg::ffmpeg
