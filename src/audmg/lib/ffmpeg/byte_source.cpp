// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/byte_source.hpp"

#include "audmg/core/result.hpp"

extern "C" {
#include <libavformat/avio.h>
#include <libavutil/error.h>
#include <libavutil/mem.h>
}

#include <algorithm>
#include <cerrno>
#include <span>

namespace audmg::ffmpeg {
namespace {

constexpr int kSourceBufferBytes = 64 * 1024;

}  // namespace

void ByteSource::Free::operator()(AVIOContext* context) const noexcept {
  ::av_freep(&context->buffer);
  ::avio_context_free(&context);
}

ByteSource::ByteSource(ByteInput input, std::uint64_t size, Deadline deadline)
    : input_(input), size_(static_cast<std::int64_t>(size)), deadline_(deadline) {
  auto* buffer = static_cast<unsigned char*>(::av_malloc(kSourceBufferBytes));
  AUDMG_ASSERT(buffer != nullptr);
  context_.reset(::avio_alloc_context(buffer, kSourceBufferBytes, 0, this, &read, nullptr, &seek));
  AUDMG_ASSERT(context_ != nullptr);
}

ByteSource::~ByteSource() = default;

int ByteSource::read(void* self, std::uint8_t* buffer, int size) {
  auto& source = *static_cast<ByteSource*>(self);
  if (std::chrono::steady_clock::now() >= source.deadline_) return AVERROR_EXIT;
  const std::int64_t left = source.size_ - source.offset_;
  if (left <= 0) return AVERROR_EOF;
  const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(left, size));
  const std::span into(buffer, wanted);
  const ssize_t count = source.input_.read_at(static_cast<std::uint64_t>(source.offset_),
                                              std::as_writable_bytes(into));
  if (count < 0) return AVERROR(errno);
  if (count == 0) return AVERROR_EOF;
  source.offset_ += count;
  return static_cast<int>(count);
}

std::int64_t ByteSource::seek(void* self, std::int64_t offset, int whence) {
  auto& source = *static_cast<ByteSource*>(self);
  whence &= ~AVSEEK_FORCE;
  if (whence == AVSEEK_SIZE) return source.size_;
  if (whence == SEEK_CUR) offset += source.offset_;
  if (whence == SEEK_END) offset += source.size_;
  // Past the end is fine, as in a file: there is nothing to read there.
  if (offset < 0) return AVERROR(EINVAL);
  source.offset_ = offset;
  return offset;
}

}  // namespace audmg::ffmpeg
