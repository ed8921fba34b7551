// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/encoded_image.hpp"

#include "audmg/lib/vips/library.hpp"
#include "audmg/media/image/color.hpp"
#include "audmg/media/types/file_type.hpp"
#include "audmg/media/types/open_file.hpp"

#include <sys/stat.h>

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

Result<EncodedImage> open_header(Result<vips::Source> source, vips::Loader loader,
                                 storage::ObjectReader& file) {
  AUDMG_TRY(vips::Source opened, std::move(source));
  AUDMG_TRY(vips::Image header, vips::open(opened, loader));
  auto coding = find_coding(file, loader, header);
  return EncodedImage{std::move(opened), loader, std::move(header), coding};
}

std::uint64_t size_of(int descriptor) {
  struct stat status{};
  return ::fstat(descriptor, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

}  // namespace

Result<EncodedImage> open_image(int descriptor, std::string_view content_type) {
  AUDMG_CHECK(vips::initialise());
  const auto loader = loader_for(content_type);
  if (!loader) return fail(ErrorCode::internal, "no decoder for " + std::string(content_type));
  OpenFile file(descriptor, size_of(descriptor));
  return open_header(vips::Source::from_descriptor(descriptor), *loader, file);
}

Result<EncodedImage> open_image(std::string_view bytes) {
  AUDMG_CHECK(vips::initialise());
  const auto content = std::as_bytes(std::span(bytes.data(), bytes.size()));
  const Verdict verdict = identify_head(content.first(std::min(bytes.size(), kHeadBytes)));
  const auto loader = verdict.type ? loader_for(verdict.type->content_type) : std::nullopt;
  if (!loader) return fail(ErrorCode::invalid_argument, "The picture is of an unknown kind.");
  OpenBytes file(content);
  return open_header(vips::Source::from_memory(bytes), *loader, file);
}

}  // namespace audmg::media
