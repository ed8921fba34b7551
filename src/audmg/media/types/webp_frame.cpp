// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/webp_frame.hpp"

#include <algorithm>

namespace audmg::media {
namespace {

struct Chunk {
  std::uint64_t body = 0;
  std::uint64_t size = 0;

  [[nodiscard]] std::uint64_t end() const { return body + size; }
  [[nodiscard]] std::uint64_t next() const { return end() + (size & 1U); }
};

// RFC 6386 section 9.1: a key frame's tag, start code, width and height.
bool is_lossy_picture(ByteWindow& bytes, const Chunk& chunk) {
  return chunk.size >= 10 && (bytes.u8(chunk.body) & 1) == 0 &&
         bytes.is_at(chunk.body + 3, "\x9D\x01\x2A") &&
         (bytes.le16(chunk.body + 6) & 0x3FFF) != 0 && (bytes.le16(chunk.body + 8) & 0x3FFF) != 0;
}

// RFC 9649 section 3.4: signature, two sizes minus one, alpha hint, version 0.
bool is_lossless_picture(ByteWindow& bytes, const Chunk& chunk) {
  return chunk.size >= 5 && bytes.u8(chunk.body) == 0x2F && bytes.u8(chunk.body + 4) >> 5 == 0;
}

// RFC 9649 section 2.7: the canvas has at most 2^32 - 1 pixels.
bool is_extended_header(ByteWindow& bytes, const Chunk& chunk) {
  if (chunk.size < 10) return false;
  const std::uint64_t width = std::uint64_t{bytes.le24(chunk.body + 4)} + 1;
  const std::uint64_t height = std::uint64_t{bytes.le24(chunk.body + 7)} + 1;
  return width * height <= 0xFFFF'FFFF;
}

/// One walk from the first chunk on.
class Walk {
 public:
  explicit Walk(ByteWindow& bytes) : bytes_(bytes) {}

  std::expected<WebpFrame, WebpFlaw> run() {
    constexpr int kMaxChunks = 1000;
    if (!bytes_.has(0, kFirstChunk + kChunkHeader)) return flaw(WebpFlaw::cut);
    claimed_end_ = 8 + std::uint64_t{bytes_.le32(4)};
    if (claimed_end_ < kFirstChunk + kChunkHeader) return flaw(WebpFlaw::damaged);
    frame_.is_cut = claimed_end_ > bytes_.size();
    for (int step = 0; step < kMaxChunks; ++step) {
      if (offset_ + kChunkHeader > claimed_end_) return flaw(WebpFlaw::damaged);
      if (!bytes_.has(offset_, kChunkHeader)) return flaw(WebpFlaw::cut);
      const Chunk chunk{offset_ + kChunkHeader, bytes_.le32(offset_ + 4)};
      if (chunk.end() > claimed_end_) return flaw(WebpFlaw::damaged);
      const bool is_lossy = bytes_.is_at(offset_, "VP8 ");
      if (is_lossy || bytes_.is_at(offset_, "VP8L")) return end_at(chunk, is_lossy);
      if (!pass(chunk)) return flaw(WebpFlaw::damaged);
    }
    return flaw(WebpFlaw::damaged);
  }

 private:
  static constexpr std::uint64_t kFirstChunk = 12;
  static constexpr std::uint64_t kChunkHeader = 8;

  static std::unexpected<WebpFlaw> flaw(WebpFlaw kind) { return std::unexpected(kind); }

  /// Goes on behind a chunk that has no pixels, or into it. Returns false if it contradicts the
  /// format.
  bool pass(const Chunk& chunk) {
    constexpr std::uint64_t kFrameFields = 16;
    const bool is_first = offset_ == kFirstChunk;
    if (bytes_.is_at(offset_, "VP8X") != is_first) return false;
    if (is_first && bytes_.has(chunk.body, 10) && !is_extended_header(bytes_, chunk)) return false;
    if (bytes_.is_at(offset_, "ICCP")) {
      frame_.profile_offset = chunk.body;
      frame_.profile_size = chunk.size;
    }
    if (bytes_.is_at(offset_, "ALPH")) frame_.offset = offset_;
    offset_ = chunk.next();
    if (bytes_.is_at(chunk.body - kChunkHeader, "ANMF")) {
      // The first frame's own chunks stand inside; its place is told in steps of two pixels.
      if (chunk.size < kFrameFields) return false;
      frame_.left = 2 * bytes_.le24(chunk.body);
      frame_.top = 2 * bytes_.le24(chunk.body + 3);
      offset_ = chunk.body + kFrameFields;
    }
    return true;
  }

  std::expected<WebpFrame, WebpFlaw> end_at(const Chunk& chunk, bool is_lossy) {
    // A picture that was cut shows its beginning; in less there is nothing to show.
    constexpr std::uint64_t kLeastBytes = 32;
    if (!bytes_.has(chunk.body, std::min(chunk.size, kLeastBytes))) return flaw(WebpFlaw::cut);
    const bool is_sound =
        is_lossy ? is_lossy_picture(bytes_, chunk) : is_lossless_picture(bytes_, chunk);
    if (!is_sound) return flaw(WebpFlaw::damaged);
    if (frame_.offset == 0) frame_.offset = offset_;
    frame_.size = std::min(chunk.end(), bytes_.size()) - frame_.offset;
    return frame_;
  }

  ByteWindow& bytes_;
  WebpFrame frame_;
  std::uint64_t claimed_end_ = 0;
  std::uint64_t offset_ = kFirstChunk;
};

}  // namespace

std::expected<WebpFrame, WebpFlaw> find_webp_frame(ByteWindow& bytes) { return Walk(bytes).run(); }

}  // namespace audmg::media
