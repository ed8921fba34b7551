// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/encoded_image.hpp"

#include "audmg/lib/vips/library.hpp"
#include "audmg/media/image/bmp_image.hpp"
#include "audmg/media/image/color.hpp"
#include "audmg/media/image/heif_tiles.hpp"
#include "audmg/media/image/webp_beginning.hpp"
#include "audmg/media/types/file_type.hpp"
#include "audmg/media/types/open_file.hpp"
#include "audmg/media/types/webp_size.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

namespace audmg::media {
namespace {

constexpr std::string_view kBmp = "image/bmp";
constexpr std::uint32_t kMaxWebpSide = 16'383;  // what libwebp decodes

std::optional<vips::Loader> loader_for(std::string_view content_type) {
  using enum vips::Loader;
  constexpr std::array<std::pair<std::string_view, vips::Loader>, 10> kLoaders{
      {{"image/jpeg", jpeg},
       {"image/png", png},
       {"image/gif", gif},
       {"image/webp", webp},
       {"image/tiff", tiff},
       {"image/heic", heif},
       {"image/avif", heif},
       {"image/jxl", jpeg_xl},
       {"image/jp2", jpeg_2000},
       {"image/x-jp2-codestream", jpeg_2000}}};
  const auto* found =
      std::ranges::find(kLoaders, content_type, [](const auto& row) { return row.first; });
  if (found == kLoaders.end()) return std::nullopt;
  return found->second;
}

/// Opens the header of a damaged file, too, which may have a part of the picture. libvips takes
/// four bytes a pixel for a WebP of the size at which it opens it, so it opens a small one.
Result<vips::Image> read_header(const vips::Source& source, vips::Loader loader,
                                storage::ObjectReader& file) {
  constexpr double kSmall = 16;
  const vips::OpenOptions options{.shrink = loader == vips::Loader::webp ? kSmall : 1,
                                  .strictness = vips::Strictness::fatal};
  AUDMG_TRY(vips::Image header, vips::open(source, loader, options));
  if (loader != vips::Loader::webp) return header;
  ByteWindow bytes(file);
  const auto size = find_webp_size(bytes);
  if (!size || size->width > kMaxWebpSide || size->height > kMaxWebpSide) {
    return fail(ErrorCode::invalid_argument, "The image cannot be read: its header is damaged.");
  }
  return vips::header_of_size(header, size->width, size->height);
}

/// Opens a WebP that libvips refuses because it ends early. Errors: `reason` when it does not.
Result<EncodedImage> open_cut_webp(const std::shared_ptr<const vips::Source>& source,
                                   const Error& reason) {
  auto beginning = open_webp_beginning(source);
  if (!beginning || !beginning->is_cut) return std::unexpected(reason);
  return EncodedImage{.source = source,
                      .loader = vips::Loader::webp,
                      .header = std::move(beginning->pixels),
                      .has_own_decoder = true,
                      .is_cut = true};
}

Result<EncodedImage> open_header(Result<vips::Source> source, vips::Loader loader,
                                 storage::ObjectReader& file, std::size_t sound_bytes) {
  AUDMG_TRY(vips::Source opened, std::move(source));
  const auto shared = std::make_shared<const vips::Source>(std::move(opened));
  auto read = read_header(*shared, loader, file);
  if (!read && loader == vips::Loader::webp) return open_cut_webp(shared, read.error());
  AUDMG_TRY(vips::Image header, std::move(read));
  EncodedImage image{.source = shared,
                     .loader = loader,
                     .coding = find_coding(file, loader, header),
                     .is_cut = file.info().size > sound_bytes};
  auto tiles = loader == vips::Loader::heif
                   ? open_heif_tiles(image.source, header, file, sound_bytes)
                   : Result<std::optional<HeifTiles>>();
  AUDMG_TRY(const auto own, std::move(tiles));
  image.header = own ? own->pixels : std::move(header);
  image.has_own_decoder = own.has_value();
  image.told_orientation = own ? own->orientation : 0;
  return image;
}

Result<EncodedImage> open_rows(Result<vips::Image> rows) {
  AUDMG_TRY(vips::Image image, std::move(rows));
  return EncodedImage{.header = std::move(image), .has_own_decoder = true};
}

Result<EncodedImage> open_encoded(std::string_view bytes, vips::Loader loader,
                                  std::size_t sound_bytes) {
  OpenBytes file(std::as_bytes(std::span(bytes.data(), bytes.size())));
  return open_header(vips::Source::from_memory(bytes), loader, file, sound_bytes);
}

Result<EncodedImage> open_raw(int descriptor) {
  AUDMG_TRY(auto photo, RawPhoto::open(descriptor));
  const auto shared = std::make_shared<const RawPhoto>(std::move(photo));
  const std::string_view jpeg = shared->jpeg_preview();
  AUDMG_TRY(EncodedImage image, jpeg.empty() ? open_rows(shared->bitmap_preview())
                                             : open_encoded(jpeg, vips::Loader::jpeg, jpeg.size()));
  image.raw_photo = shared;
  return image;
}

std::uint64_t size_of(int descriptor) {
  struct stat status{};
  return ::fstat(descriptor, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

std::optional<EncodedImage> thumbnail_item(const EncodedImage& image) {
  auto header = vips::open(*image.source, image.loader, {.embedded_thumbnail = true});
  // Without such an item the decoder returns the picture itself.
  if (!header || header->width() >= image.header.width()) return std::nullopt;
  return EncodedImage{.source = image.source,
                      .loader = image.loader,
                      .header = *std::move(header),
                      .coding = image.coding,
                      .is_embedded_thumbnail = true};
}

}  // namespace

Result<vips::Image> EncodedImage::pixels(vips::OpenOptions options) const {
  if (has_own_decoder) return header;
  options.embedded_thumbnail = is_embedded_thumbnail;
  return vips::open(*source, loader, options);
}

int EncodedImage::orientation() const {
  if (told_orientation != 0) return told_orientation;
  if (raw_photo) return raw_photo->orientation(header);
  // libjxl has turned the picture already; what EXIF says about it does not count (ISO/IEC
  // 18181-2).
  return loader == vips::Loader::jpeg_xl ? 1 : header.orientation();
}

std::uint32_t EncodedImage::frames() const {
  // The pages that libvips counts in a JPEG 2000 file are its resolutions.
  return loader == vips::Loader::jpeg_2000 ? 1 : header.pages();
}

Result<EncodedImage> open_image(int descriptor, std::string_view content_type) {
  AUDMG_CHECK(vips::initialise());
  if (content_type == kBmp) return open_rows(open_bmp(file_reader(descriptor)));
  if (is_raw_photo(content_type)) return open_raw(descriptor);
  const auto loader = loader_for(content_type);
  if (!loader) return fail(ErrorCode::internal, "no decoder for " + std::string(content_type));
  const std::uint64_t size = size_of(descriptor);
  OpenFile file(descriptor, size);
  return open_header(vips::Source::from_descriptor(descriptor), *loader, file, size);
}

Result<EncodedImage> open_image(std::string_view bytes, std::size_t sound_bytes) {
  AUDMG_CHECK(vips::initialise());
  const Verdict verdict =
      identify_head(std::as_bytes(std::span(bytes.data(), std::min(bytes.size(), kHeadBytes))));
  const std::string_view content_type = verdict.type ? verdict.type->content_type : "";
  if (content_type == kBmp) return open_rows(open_bmp(memory_reader(bytes)));
  const auto loader = loader_for(content_type);
  if (!loader) return fail(ErrorCode::invalid_argument, "The picture is of an unknown kind.");
  return open_encoded(bytes, *loader, sound_bytes);
}

std::optional<EncodedImage> open_embedded_thumbnail(const EncodedImage& image) {
  if (image.decoder() == vips::Loader::heif) return thumbnail_item(image);
  if (image.decoder() != vips::Loader::jpeg) return std::nullopt;
  const std::span<const std::byte> bytes = image.header.exif_thumbnail();
  auto thumbnail = open_encoded({reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                                vips::Loader::jpeg, bytes.size());
  if (!thumbnail) return std::nullopt;
  // Cameras turn it no more than the picture.
  thumbnail->told_orientation = image.orientation();
  return *std::move(thumbnail);
}

}  // namespace audmg::media
