// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/byte_sink.hpp"

#include "audmg/core/result.hpp"

extern "C" {
#include <libavformat/avio.h>
#include <libavutil/error.h>
#include <libavutil/mem.h>
}

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace audmg::ffmpeg {
namespace {

constexpr int kSinkBufferBytes = 64 * 1024;

}  // namespace

void ByteSink::Free::operator()(AVIOContext* context) const noexcept {
  ::av_freep(&context->buffer);
  ::avio_context_free(&context);
}

ByteSink::ByteSink(int descriptor, std::uint64_t max_bytes)
    : descriptor_(descriptor), max_bytes_(static_cast<std::int64_t>(max_bytes)) {
  auto* buffer = static_cast<unsigned char*>(::av_malloc(kSinkBufferBytes));
  AUDMG_ASSERT(buffer != nullptr);
  context_.reset(::avio_alloc_context(buffer, kSinkBufferBytes, 1, this, nullptr, &write, &seek));
  AUDMG_ASSERT(context_ != nullptr);
}

ByteSink::~ByteSink() = default;

template <typename Byte>
int ByteSink::write(void* self, Byte* bytes, int size) {
  auto& sink = *static_cast<ByteSink*>(self);
  if (size > sink.max_bytes_ - sink.offset_) return AVERROR(EFBIG);
  for (int written = 0; written < size;) {
    const auto left = static_cast<std::size_t>(size - written);
    const ssize_t count = ::pwrite(sink.descriptor_, bytes + written, left, sink.offset_);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return AVERROR(errno);
    written += static_cast<int>(count);
    sink.offset_ += count;
    sink.size_ = std::max(sink.size_, sink.offset_);
  }
  return size;
}

std::int64_t ByteSink::seek(void* self, std::int64_t offset, int whence) {
  auto& sink = *static_cast<ByteSink*>(self);
  whence &= ~AVSEEK_FORCE;
  if (whence == AVSEEK_SIZE) return sink.size_;
  if (whence == SEEK_CUR) offset += sink.offset_;
  if (whence == SEEK_END) offset += sink.size_;
  if (offset < 0) return AVERROR(EINVAL);
  sink.offset_ = offset;
  return offset;
}

}  // namespace audmg::ffmpeg
