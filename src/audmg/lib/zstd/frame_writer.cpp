// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/zstd/frame_writer.hpp"

#include <zstd.h>

#include <algorithm>
#include <new>
#include <utility>

namespace audmg::zstd {
namespace {

/// The frame grows by at least this, and by a half at a time when it is large.
constexpr std::size_t kLeastGrowth = std::size_t{128} * 1024;

}  // namespace

void FrameWriter::Free::operator()(ZSTD_CCtx_s* context) const noexcept { ZSTD_freeCCtx(context); }

FrameWriter::FrameWriter(int level) : context_(ZSTD_createCCtx()) {
  if (!context_) return;
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
}

FrameWriter::~FrameWriter() = default;

Result<void> FrameWriter::compress(std::span<const std::byte> bytes, bool last) {
  if (!context_) return fail(ErrorCode::internal, "no memory for a compressor");
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  const ZSTD_EndDirective end = last ? ZSTD_e_end : ZSTD_e_continue;
  while (true) {
    const std::size_t size = frame_.size();
    try {
      frame_.resize(size + std::max(kLeastGrowth, size / 2));
    } catch (const std::bad_alloc&) {
      return fail(ErrorCode::internal, "no memory for a compressed frame");
    }
    ZSTD_outBuffer out{frame_.data(), frame_.size(), size};
    const std::size_t left = ZSTD_compressStream2(context_.get(), &out, &in, end);
    frame_.resize(out.pos);
    if (ZSTD_isError(left) != 0) return fail(ErrorCode::internal, ZSTD_getErrorName(left));
    if (last ? left == 0 : in.pos == in.size) return {};
  }
}

Result<void> FrameWriter::write(std::span<const std::byte> bytes) { return compress(bytes, false); }

Result<std::string> FrameWriter::finish() {
  AUDMG_CHECK(compress({}, true));
  return std::move(frame_);
}

}  // namespace audmg::zstd
