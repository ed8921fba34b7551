// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/cr3_exif.hpp"

#include "audmg/media/metadata/memory_boxes.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

namespace audmg::media {
namespace {

using namespace std::string_view_literals;

constexpr auto kNotesUuid = "\x85\xC0\xB6\x87\x82\x0F\x11\xE0\x81\x11\xF4\xCE\x46\x2B\x6A\x48"sv;
constexpr std::size_t kMaxStructureBytes = 65'536;
constexpr std::size_t kTiffHeaderBytes = 8;
constexpr std::size_t kFieldBytes = 12;
constexpr std::size_t kInlineValueBytes = 4;
constexpr std::uint16_t kExifDirectory = 0x8769;
constexpr std::uint16_t kGpsDirectory = 0x8825;

// All structures of Canon are little-endian.
std::uint32_t number_at(std::span<const std::byte> bytes, std::size_t offset, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i-- > 0;) {
    value = (value << 8U) | std::to_integer<std::uint32_t>(bytes[offset + i]);
  }
  return value;
}

void put_number(std::vector<std::byte>& bytes, std::size_t offset, std::uint32_t value,
                std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    bytes[offset + i] = static_cast<std::byte>(value >> (8 * i));
  }
}

std::size_t bytes_of_exif_type(std::uint32_t type) {
  constexpr std::array<std::size_t, 13> kSizes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
  return type < kSizes.size() ? kSizes.at(type) : 0;
}

// The entries of the first directory of a structure.
struct Entries {
  std::size_t offset = 0;
  std::size_t count = 0;
};

Entries entries_of(std::span<const std::byte> structure) {
  constexpr auto kLittleEndian = "II*\0"sv;
  if (structure.size() < kTiffHeaderBytes + 2 || structure.size() > kMaxStructureBytes) return {};
  for (std::size_t i = 0; i < kLittleEndian.size(); ++i) {
    if (structure[i] != static_cast<std::byte>(kLittleEndian[i])) return {};
  }
  const std::size_t offset = number_at(structure, 4, 4);
  if (offset > structure.size() - 2) return {};
  const std::size_t count = number_at(structure, offset, 2);
  if (count * kFieldBytes > structure.size() - offset - 2) return {};
  return {offset + 2, count};
}

// Collects structures in one block, where their offsets are counted from its start.
class Block {
 public:
  Block() : bytes_(kTiffHeaderBytes) {}

  // Returns the place of the structure's directory; 0 when it is damaged.
  std::uint32_t add(std::span<const std::byte> structure) {
    const Entries entries = entries_of(structure);
    if (entries.count == 0) return 0;
    const std::size_t start = bytes_.size();
    bytes_.insert(bytes_.end(), structure.begin(), structure.end());
    for (std::size_t i = 0; i < entries.count; ++i) {
      move_entry(start, start + entries.offset + i * kFieldBytes);
    }
    return static_cast<std::uint32_t>(start + entries.offset - 2);
  }

  // Writes the first directory, those entries and two more, at the end, and the header.
  std::vector<std::byte> finish(std::span<const std::byte> first, std::uint32_t exif,
                                std::uint32_t gps) && {
    const std::uint32_t place = add(first);
    const std::size_t count = place == 0 ? 0 : number_at(bytes_, place, 2);
    std::vector<std::byte> directory(2 + (count + 2) * kFieldBytes + 4);
    put_number(directory, 0, static_cast<std::uint32_t>(count + 2), 2);
    std::copy_n(bytes_.begin() + place + 2, count * kFieldBytes, directory.begin() + 2);
    put_pointer(directory, 2 + count * kFieldBytes, kExifDirectory, exif);
    put_pointer(directory, 2 + (count + 1) * kFieldBytes, kGpsDirectory, gps);
    constexpr auto kLittleEndian = "II*\0"sv;
    std::ranges::transform(kLittleEndian, bytes_.begin(),
                           [](char letter) { return static_cast<std::byte>(letter); });
    put_number(bytes_, 4, static_cast<std::uint32_t>(bytes_.size()), 4);
    bytes_.insert(bytes_.end(), directory.begin(), directory.end());
    return std::move(bytes_);
  }

 private:
  // A value outside of its entry has moved with the structure.
  void move_entry(std::size_t start, std::size_t entry) {
    const std::uint64_t size = std::uint64_t{number_at(bytes_, entry + 4, 4)} *
                               bytes_of_exif_type(number_at(bytes_, entry + 2, 2));
    if (size <= kInlineValueBytes) return;
    const std::uint64_t moved = std::uint64_t{number_at(bytes_, entry + 8, 4)} + start;
    put_number(bytes_, entry + 8,
               static_cast<std::uint32_t>(
                   std::min<std::uint64_t>(moved, std::numeric_limits<std::uint32_t>::max())),
               4);
  }

  static void put_pointer(std::vector<std::byte>& directory, std::size_t offset, std::uint16_t tag,
                          std::uint32_t place) {
    constexpr std::uint32_t kLong = 4;
    put_number(directory, offset, tag, 2);
    put_number(directory, offset + 2, kLong, 2);
    put_number(directory, offset + 4, 1, 4);
    put_number(directory, offset + 8, place, 4);
  }

  std::vector<std::byte> bytes_;
};

}  // namespace

std::vector<std::byte> cr3_exif(std::span<const std::byte> file) {
  const auto canon = find_uuid_box(find_memory_box(file, "moov"), kNotesUuid);
  const auto first = find_memory_box(canon, "CMT1");
  const auto exif = find_memory_box(canon, "CMT2");
  const auto gps = find_memory_box(canon, "CMT4");
  if (first.empty() && exif.empty() && gps.empty()) return {};
  Block block;
  const std::uint32_t exif_place = block.add(exif);
  const std::uint32_t gps_place = block.add(gps);
  return std::move(block).finish(first, exif_place, gps_place);
}

}  // namespace audmg::media
