// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/libraw/raw_photo.hpp"

#include "audmg/core/decoder_memory.hpp"

#include <libraw/libraw.h>

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <new>
#include <string_view>

namespace audmg::libraw {
namespace {

/// LibRaw combines mirroring (bit 0), flipping (bit 1) and transposing (bit 2).
int orientation_of(int flip) {
  constexpr std::array<int, 8> kOrientations{1, 2, 4, 3, 5, 8, 6, 7};
  return flip >= 0 && flip < 8 ? kOrientations.at(static_cast<std::size_t>(flip)) : 1;
}

template <std::size_t kSize>
std::string text_of(const char (&field)[kSize]) {
  const std::string_view all(field, kSize);
  return std::string(all.substr(0, all.find('\0')));
}

/// Returns a JPEG preview in place: LibRaw would copy it, and does not notice that the file ends
/// before it.
std::span<const std::byte> jpeg_at(std::span<const std::byte> file, std::int64_t offset,
                                   std::size_t length) {
  constexpr std::array kStart{std::byte{0xFF}, std::byte{0xD8}, std::byte{0xFF}};
  if (offset <= 0 || static_cast<std::uint64_t>(offset) > file.size()) return {};
  const auto rest = file.subspan(static_cast<std::size_t>(offset));
  if (length < kStart.size() || length > rest.size()) return {};
  return std::ranges::equal(rest.first(kStart.size()), kStart) ? rest.first(length)
                                                               : std::span<const std::byte>();
}

std::optional<Bitmap> unpack_bitmap(LibRaw& reader, std::span<const std::byte> file,
                                    std::int64_t offset) {
  constexpr std::size_t kColors = 3;
  if (offset <= 0 || static_cast<std::uint64_t>(offset) > file.size()) return std::nullopt;
  const auto room = file.size() - static_cast<std::size_t>(offset);
  const libraw_thumbnail_t& claimed = reader.imgdata.thumbnail;
  const std::size_t size = std::size_t{claimed.twidth} * claimed.theight * kColors;
  if (size == 0 || size > room) return std::nullopt;
  if (reader.unpack_thumb() != LIBRAW_SUCCESS) return std::nullopt;
  const libraw_thumbnail_t& thumb = reader.imgdata.thumbnail;
  if (thumb.tformat != LIBRAW_THUMBNAIL_BITMAP || thumb.tcolors != kColors ||
      thumb.thumb == nullptr || thumb.tlength < size) {
    return std::nullopt;
  }
  const std::span samples(reinterpret_cast<const std::uint8_t*>(thumb.thumb), size);
  return Bitmap{thumb.twidth, thumb.theight, {samples.begin(), samples.end()}};
}

Result<Photo> read(LibRaw& reader, std::span<const std::byte> file) {
  // Its remarks about odd files do not belong in our log.
  reader.set_dataerror_handler(nullptr, nullptr);
  const int status = reader.open_buffer(const_cast<std::byte*>(file.data()), file.size());
  if (status == LIBRAW_UNSUFFICIENT_MEMORY) {
    return beyond_decoder_memory();
  }
  // The preview is shown even if LibRaw does not know the sensor.
  if (status != LIBRAW_SUCCESS && status != LIBRAW_FILE_UNSUPPORTED) {
    return fail(ErrorCode::invalid_argument, "The raw photo cannot be read.");
  }
  const libraw_data_t& data = reader.imgdata;
  Photo photo{.width = data.sizes.width,
              .height = data.sizes.height,
              .orientation = orientation_of(data.sizes.flip),
              .camera_make = text_of(data.idata.make),
              .camera_model = text_of(data.idata.model),
              .lens = text_of(data.lens.Lens)};
  const std::int64_t offset = reader.get_internal_data_pointer()->internal_data.toffset;
  photo.jpeg_preview = jpeg_at(file, offset, data.thumbnail.tlength);
  if (photo.jpeg_preview.empty() && status == LIBRAW_SUCCESS) {
    photo.bitmap_preview = unpack_bitmap(reader, file, offset);
  }
  return photo;
}

}  // namespace

Result<Photo> read_photo(std::span<const std::byte> file) {
  if (file.empty()) return fail(ErrorCode::invalid_argument, "The raw photo is empty.");
  try {
    const auto reader = std::make_unique<LibRaw>();  // too large for the stack
    return read(*reader, file);
  } catch (const std::bad_alloc&) {
    return beyond_decoder_memory();
  } catch (const std::exception&) {
    return fail(ErrorCode::invalid_argument, "The raw photo cannot be read.");
  }
}

}  // namespace audmg::libraw
