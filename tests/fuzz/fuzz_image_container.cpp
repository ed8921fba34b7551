// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a file that passed for a picture. What is read from its container before any decoder opens
// it stays within bounds, and a repaired file that was not cut needs no other repair.
#include "audmg/media/image/frame_count.hpp"
#include "audmg/media/image/repaired_heif.hpp"
#include "audmg/media/image/told_size.hpp"
#include "audmg/media/record/record_limits.hpp"
#include "audmg/media/types/heif_grid.hpp"
#include "audmg/media/types/picture_sequence.hpp"
#include "doubles/memory_object_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace {

using namespace audmg;
using namespace audmg::media;

void check_frames(std::span<const std::byte> content, vips::Loader loader) {
  MemoryObjectReader object(content);
  ByteWindow bytes(object);
  const std::uint32_t frames = count_frames(bytes, loader);
  AUDMG_ASSERT(frames >= 1 && frames <= kMaxFrames);
  AUDMG_ASSERT(object.reads() <= kMaxInspectionReads);
}

void check_repair(std::span<const std::byte> content) {
  MemoryObjectReader object(content);
  const auto repaired = repaired_heif(object);
  if (!repaired || !*repaired) return;
  const std::string& file = (*repaired)->bytes;
  AUDMG_ASSERT((*repaired)->sound_bytes <= file.size());
  // What a cut file claims ends with its claims: in the zeros behind it, others may appear.
  if ((*repaired)->sound_bytes < file.size()) return;
  MemoryObjectReader again(std::as_bytes(std::span(file)));
  const auto twice = repaired_heif(again);
  AUDMG_ASSERT(twice && !*twice);
}

void check_tiles(std::span<const std::byte> content) {
  MemoryObjectReader object(content);
  ByteWindow bytes(object);
  const auto grid = find_heif_grid(bytes);
  AUDMG_ASSERT(object.reads() <= kMaxInspectionReads);
  if (!grid) return;
  AUDMG_ASSERT(grid->tiles.size() == std::size_t{grid->columns} * grid->rows);
  AUDMG_ASSERT(grid->width > 0 && grid->height > 0);
  AUDMG_ASSERT(grid->orientation >= 1 && grid->orientation <= 8);
}

void check_size(std::span<const std::byte> content) {
  for (const char* type : {"image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp",
                           "image/tiff", "image/heic"}) {
    MemoryObjectReader object(content);
    ByteWindow bytes(object);
    const auto size = find_told_size(bytes, type);
    AUDMG_ASSERT(!size || (size->width > 0 && size->height > 0));
    AUDMG_ASSERT(object.reads() <= kMaxInspectionReads);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto content = std::as_bytes(std::span(bytes, size));
  check_frames(content, vips::Loader::png);
  check_frames(content, vips::Loader::heif);
  check_repair(content);
  check_tiles(content);
  check_size(content);
  return 0;
}
