// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/zstd/frame_reader.hpp"

#include <zstd.h>

namespace audmg::zstd {
namespace {

constexpr int kMaxWindowLog = 23;  // 8 MiB

}  // namespace

void FrameReader::Free::operator()(ZSTD_DCtx_s* context) const noexcept { ZSTD_freeDCtx(context); }

FrameReader::FrameReader(std::string_view frame) : context_(ZSTD_createDCtx()), rest_(frame) {
  if (context_) ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kMaxWindowLog);
}

FrameReader::~FrameReader() = default;

Result<void> FrameReader::read(std::span<std::byte> bytes) {
  if (!context_) return fail(ErrorCode::internal, "no memory for a decompressor");
  ZSTD_outBuffer out{bytes.data(), bytes.size(), 0};
  while (out.pos < out.size) {
    if (ended_) return fail(ErrorCode::corrupt, "a compressed frame of too few bytes");
    ZSTD_inBuffer in{rest_.data(), rest_.size(), 0};
    const std::size_t before = out.pos;
    const std::size_t left = ZSTD_decompressStream(context_.get(), &out, &in);
    if (ZSTD_isError(left) != 0) return fail(ErrorCode::corrupt, ZSTD_getErrorName(left));
    if (in.pos == 0 && out.pos == before) {
      return fail(ErrorCode::corrupt, "a compressed frame that was cut");
    }
    rest_.remove_prefix(in.pos);
    ended_ = left == 0;
  }
  return {};
}

Result<void> FrameReader::finish() {
  if (!context_) return fail(ErrorCode::internal, "no memory for a decompressor");
  // The end of the frame, with its checksum, may not have been looked at yet.
  while (!ended_) {
    std::byte spare{};
    ZSTD_outBuffer out{&spare, sizeof(spare), 0};
    ZSTD_inBuffer in{rest_.data(), rest_.size(), 0};
    const std::size_t left = ZSTD_decompressStream(context_.get(), &out, &in);
    if (ZSTD_isError(left) != 0) return fail(ErrorCode::corrupt, ZSTD_getErrorName(left));
    if (out.pos > 0) return fail(ErrorCode::corrupt, "a compressed frame of too many bytes");
    if (left != 0 && in.pos == 0)
      return fail(ErrorCode::corrupt, "a compressed frame that was cut");
    rest_.remove_prefix(in.pos);
    ended_ = left == 0;
  }
  if (!rest_.empty()) return fail(ErrorCode::corrupt, "bytes behind a compressed frame");
  return {};
}

}  // namespace audmg::zstd
