// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/motion_places.hpp"

#include "audmg/media/types/iso_box.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace audmg::media {
namespace {

/// Reads until `into` is full or the file ends; returns how many bytes there are.
Result<std::size_t> read_fully(storage::ObjectReader& file, std::uint64_t offset,
                               std::span<std::byte> into) {
  std::size_t filled = 0;
  while (filled < into.size()) {
    AUDMG_TRY(const std::size_t count, file.read_at(offset + filled, into.subspan(filled)));
    if (count == 0) break;
    filled += count;
  }
  return filled;
}

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

// At the end of the file: the length of the directory, then "SEFT". The directory is "SEFH", a
// version, the number of entries, and for each entry two bytes, its type, how far before the
// directory its block begins, and the block's size. A block is two bytes, its type, the length of
// its name, the name and the data; all numbers are little-endian (exiftool, Samsung.pm).
std::optional<Region> samsung_trailer_video(ByteWindow& bytes) {
  constexpr std::uint64_t kTailBytes = 8;
  constexpr std::uint64_t kDirectoryHeadBytes = 12;
  constexpr std::uint64_t kEntryBytes = 12;
  constexpr std::uint32_t kMaxEntries = 256;
  constexpr std::uint16_t kMotionPhotoData = 0x0A30;
  const std::uint64_t size = bytes.size();
  if (size < kTailBytes || !bytes.is_at(size - 4, "SEFT")) return std::nullopt;
  const std::uint64_t length = bytes.le32(size - kTailBytes);
  if (length < kDirectoryHeadBytes || length > size - kTailBytes) return std::nullopt;
  const std::uint64_t directory = size - kTailBytes - length;
  if (!bytes.is_at(directory, "SEFH")) return std::nullopt;
  const std::uint32_t entries = std::min(bytes.le32(directory + 8), kMaxEntries);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::uint64_t entry = directory + kDirectoryHeadBytes + i * kEntryBytes;
    if (entry + kEntryBytes > size - kTailBytes) break;
    if (bytes.le16(entry + 2) != kMotionPhotoData) continue;
    const std::uint64_t distance = bytes.le32(entry + 4);
    const std::uint64_t block_size = bytes.le32(entry + 8);
    if (distance > directory || block_size > distance) break;
    const std::uint64_t block = directory - distance;
    const std::uint64_t data = block + 8 + bytes.le32(block + 4);
    if (data >= block + block_size) break;
    return Region{data, block + block_size};
  }
  return std::nullopt;
}

std::optional<Region> motion_box(ByteWindow& bytes) {
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size(); ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    if (!box || box->end > bytes.size()) break;
    if (box->type == four_characters("mpvd")) return Region{box->body, box->end};
    offset = box->end;
  }
  return std::nullopt;
}

Result<bool> claims_motion_photo(storage::ObjectReader& file) {
  // XMP data stands in one of the first segments, behind EXIF data of at most 64 KiB.
  constexpr std::size_t kSearchedBytes = std::size_t{256} * 1024;
  constexpr std::uint64_t kTailBytes = 64;
  const std::uint64_t size = file.info().size;
  std::vector<std::byte> head(
      static_cast<std::size_t>(std::min<std::uint64_t>(size, kSearchedBytes)));
  AUDMG_TRY(const std::size_t filled, read_fully(file, 0, head));
  const std::string_view text = text_of(std::span(head).first(filled));
  for (const std::string_view word : {"MotionPhoto", "MicroVideo"}) {
    if (text.contains(word)) return true;
  }
  std::array<std::byte, kTailBytes> tail{};
  AUDMG_TRY(const std::size_t count,
            read_fully(file, size > kTailBytes ? size - kTailBytes : 0, tail));
  return text_of(std::span(tail).first(count)).contains("LIVE_");
}

Result<std::optional<std::uint64_t>> FirstBoxes::next() {
  constexpr std::string_view kType = "ftyp";
  constexpr std::uint64_t kTypePlace = 4;  // behind the box's size
  constexpr int kMaxFound = 64;
  while (found_ < kMaxFound) {
    const std::string_view text = text_of(std::span(buffer_).first(buffer_size_));
    const std::size_t place = text.find(kType, position_);
    if (place != std::string_view::npos) {
      position_ = place + kType.size();
      if (buffer_offset_ + place < kTypePlace) continue;
      ++found_;
      return buffer_offset_ + place - kTypePlace;
    }
    // A word may lie across the border of two pieces.
    const std::size_t kept = std::min(buffer_size_, kType.size() - 1);
    buffer_offset_ += buffer_size_ - kept;
    AUDMG_TRY(buffer_size_, read_fully(file_, buffer_offset_, buffer_));
    position_ = 0;
    if (buffer_size_ <= kept) break;
  }
  return std::nullopt;
}

}  // namespace audmg::media
