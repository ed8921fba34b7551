// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/byte_sink.hpp"

#include <algorithm>
#include <cstddef>

namespace audmg::storage::filesystem {
namespace {

/// Number of dirty bytes after which writing to the disk begins. Measured: with 8 MiB an upload of
/// 100 MiB is 15 % faster than with one big sync at the end.
constexpr std::uint64_t kWritebackBytes = 8ULL << 20;
/// Bytes are hashed in pieces of this size while they are still in the processor's cache.
constexpr std::size_t kPieceBytes = 256UL << 10;

}  // namespace

Result<void> ByteSink::append(std::span<const std::byte> bytes) {
  if (bytes.size() > capacity_ - size_) {
    return fail(ErrorCode::too_large, "more bytes than announced");
  }
  AUDMG_CHECK(folder_.require_writable());
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(bytes.size(), kPieceBytes));
    if (sealer_) {
      AUDMG_CHECK(sealer_->append(piece, [this](auto sealed) { return write_out(sealed); }));
    } else {
      AUDMG_CHECK(write_out(piece));
    }
    hash_.update(piece);
    crc32_.update(piece);
    size_ += piece.size();
    bytes = bytes.subspan(piece.size());
    if (written_ - flushed_ >= kWritebackBytes) {
      AUDMG_CHECK(folder_.start_writeback(file_, begin_ + flushed_, written_ - flushed_));
      flushed_ = written_;
      AUDMG_CHECK(folder_.require_space(0));
    }
  }
  return {};
}

Result<void> ByteSink::finish_writing() {
  if (!sealer_) return {};
  AUDMG_CHECK(folder_.require_writable());
  return sealer_->finish([this](auto sealed) { return write_out(sealed); });
}

Result<void> ByteSink::write_out(std::span<const std::byte> bytes) {
  AUDMG_CHECK(write_fully(folder_.operations(), file_, bytes, begin_ + written_));
  written_ += bytes.size();
  return {};
}

}  // namespace audmg::storage::filesystem
