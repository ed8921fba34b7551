// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/encoded_image.hpp"

#include "audmg/lib/vips/library.hpp"
#include "audmg/media/types/file_type.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

namespace audmg::media {
namespace {

std::optional<vips::Loader> loader_for(std::string_view content_type) {
  using enum vips::Loader;
  constexpr std::array<std::pair<std::string_view, vips::Loader>, 7> kLoaders{
      {{"image/jpeg", jpeg},
       {"image/png", png},
       {"image/gif", gif},
       {"image/webp", webp},
       {"image/tiff", tiff},
       {"image/heic", heif},
       {"image/avif", heif}}};
  const auto* found =
      std::ranges::find(kLoaders, content_type, [](const auto& row) { return row.first; });
  if (found == kLoaders.end()) return std::nullopt;
  return found->second;
}

Result<EncodedImage> open_header(Result<vips::Source> source, vips::Loader loader) {
  AUDMG_TRY(vips::Source opened, std::move(source));
  // Damaged bytes may still have a header, and a part of the picture.
  AUDMG_TRY(vips::Image header,
            vips::open(opened, loader, {.strictness = vips::Strictness::fatal}));
  return EncodedImage{.source = std::make_shared<const vips::Source>(std::move(opened)),
                      .loader = loader,
                      .header = std::move(header)};
}

std::optional<EncodedImage> thumbnail_item(const EncodedImage& image) {
  auto header = vips::open(*image.source, image.loader, {.embedded_thumbnail = true});
  // Without such an item the decoder returns the picture itself.
  if (!header || header->width() >= image.header.width()) return std::nullopt;
  return EncodedImage{.source = image.source,
                      .loader = image.loader,
                      .header = *std::move(header),
                      .is_embedded_thumbnail = true};
}

}  // namespace

Result<EncodedImage> open_image(int descriptor, std::string_view content_type) {
  AUDMG_CHECK(vips::initialise());
  const auto loader = loader_for(content_type);
  if (!loader) return fail(ErrorCode::internal, "no decoder for " + std::string(content_type));
  return open_header(vips::Source::from_descriptor(descriptor), *loader);
}

Result<EncodedImage> open_image(std::string_view bytes) {
  AUDMG_CHECK(vips::initialise());
  const Verdict verdict =
      identify_head(std::as_bytes(std::span(bytes.data(), std::min(bytes.size(), kHeadBytes))));
  const auto loader = verdict.type ? loader_for(verdict.type->content_type) : std::nullopt;
  if (!loader) return fail(ErrorCode::invalid_argument, "The picture is of an unknown kind.");
  return open_header(vips::Source::from_memory(bytes), *loader);
}

std::optional<EncodedImage> open_embedded_thumbnail(const EncodedImage& image) {
  if (image.loader == vips::Loader::heif) return thumbnail_item(image);
  if (image.loader != vips::Loader::jpeg) return std::nullopt;
  const std::span<const std::byte> bytes = image.header.exif_thumbnail();
  auto thumbnail = open_header(
      vips::Source::from_memory({reinterpret_cast<const char*>(bytes.data()), bytes.size()}),
      vips::Loader::jpeg);
  if (!thumbnail) return std::nullopt;
  // Cameras turn it no more than the picture.
  thumbnail->orientation = image.header.orientation();
  return *std::move(thumbnail);
}

}  // namespace audmg::media
