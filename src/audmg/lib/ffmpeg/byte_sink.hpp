// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <memory>

struct AVIOContext;

namespace audmg::ffmpeg {

/// A file that FFmpeg writes through a descriptor. FFmpeg keeps its address, so it cannot move and
/// must outlive the Muxer that writes it.
class ByteSink {
 public:
  /// `descriptor` must be open for reading and writing, seekable and empty; the caller keeps it,
  /// and its offset is not used. Writes past `max_bytes` fail with EFBIG.
  ByteSink(int descriptor, std::uint64_t max_bytes);
  ByteSink(const ByteSink&) = delete;
  ByteSink& operator=(const ByteSink&) = delete;
  ~ByteSink();

  [[nodiscard]] AVIOContext* context() const noexcept { return context_.get(); }
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  /// Returns the bytes of the file so far, without those in FFmpeg's buffer.
  [[nodiscard]] std::uint64_t size() const noexcept { return static_cast<std::uint64_t>(size_); }

 private:
  struct Free {
    void operator()(AVIOContext* context) const noexcept;
  };
  // Signatures of avio_alloc_context(). FFmpeg 7 made the bytes const.
  template <typename Byte>
  static int write(void* self, Byte* bytes, int size);
  static std::int64_t seek(void* self, std::int64_t offset, int whence);

  int descriptor_;
  std::int64_t max_bytes_;
  std::int64_t offset_ = 0;
  std::int64_t size_ = 0;
  std::unique_ptr<AVIOContext, Free> context_;
};

}  // namespace audmg::ffmpeg
