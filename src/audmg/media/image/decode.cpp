// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/decode.hpp"

#include "audmg/lib/vips/color.hpp"
#include "audmg/lib/vips/good_part.hpp"
#include "audmg/lib/vips/pixels.hpp"
#include "audmg/lib/vips/transform.hpp"
#include "audmg/media/image/color.hpp"
#include "audmg/media/image/webp_beginning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace audmg::media {
namespace {

/// A decoder may have filled what is missing, or it may be something else than pixels.
constexpr std::string_view kIsCut = "The file is damaged: its end is missing.";

/// The wavelets of JPEG 2000 hold the picture at half its size, at a quarter, and so on, each well
/// filtered. A picture in one tile is decoded whole, with four bytes for each sample.
double wavelet_shrink(const EncodedImage& image, double factor) {
  double shrink = 1;
  for (std::uint32_t level = 1; level < image.header.pages() && factor >= 2 * shrink; ++level) {
    shrink *= 2;
  }
  return shrink;
}

/// Returns the factor by which the decoder may shrink the picture; we do the rest of the way to
/// `size`.
double decoder_shrink(const EncodedImage& image, PictureSize size) {
  const double factor = std::min(static_cast<double>(image.header.width()) / size.width,
                                 static_cast<double>(image.header.height()) / size.height);
  // libjpeg leaves out coefficients of high frequency: 1/2, 1/4 or 1/8 cost no quality and save
  // most of the time. libwebp averages while it converts colours.
  if (image.loader == vips::Loader::webp) return std::max(1.0, factor);
  if (image.loader == vips::Loader::jpeg_2000) return wavelet_shrink(image, factor);
  if (image.loader != vips::Loader::jpeg) return 1;
  for (const double step : {8.0, 4.0, 2.0}) {
    if (factor >= step) return step;
  }
  return 1;
}

/// `pixels` is what was opened, or a pipeline behind it.
Result<vips::Image> finish(vips::Image pixels, const EncodedImage& image, PictureSize size) {
  // Wide gamuts and high dynamic range are cut off at what sRGB has, which is right only for pixels
  // that are not yet mixed with their neighbours.
  if (image.coding) {
    AUDMG_TRY(pixels, apply_coding(pixels, *image.coding));
  }
  // Resized before profiles are applied: there are fewer pixels then. In memory before it is
  // turned: rows of the source are read from top to bottom only.
  AUDMG_TRY(pixels, resize(pixels, size));
  AUDMG_TRY(pixels, vips::to_srgb(pixels));
  AUDMG_TRY(pixels, vips::to_memory(pixels));
  if (image.orientation() == 1) return pixels;
  AUDMG_TRY(pixels, vips::upright(pixels, image.orientation()));
  return vips::to_memory(pixels);
}

/// Succeeds only when the whole picture can be decoded.
Result<vips::Image> decode_strictly(Result<vips::Image> opened, const EncodedImage& image,
                                    PictureSize size) {
  AUDMG_TRY(const vips::Image pixels, std::move(opened));
  AUDMG_TRY(vips::Image picture, finish(pixels, image, size));
  if (vips::has_lost_data()) {
    return fail(ErrorCode::invalid_argument, "The image cannot be decoded: its data is damaged.");
  }
  return picture;
}

/// Cameras and recorders that lose power leave out the end marker: then nothing is missing.
Result<vips::Image> decode_with_end_marker(const EncodedImage& image,
                                           const vips::OpenOptions& options, PictureSize size) {
  constexpr std::size_t kMaxCopiedBytes = std::size_t{256} * 1024 * 1024;
  constexpr std::string_view kEndMarker = "\xFF\xD9";
  AUDMG_TRY(const std::string_view bytes, image.source->bytes());
  if (bytes.size() > kMaxCopiedBytes) {
    return fail(ErrorCode::invalid_argument, "The image is too large to be copied.");
  }
  std::string ended;
  ended.reserve(bytes.size() + kEndMarker.size());
  ended.append(bytes).append(kEndMarker);
  AUDMG_TRY(const vips::Source source, vips::Source::from_memory(ended));
  return decode_strictly(vips::open(source, image.loader, options), image, size);
}

/// Returns whether all but a few pixels have the colour of the last one, with which gaps are
/// filled.
Result<bool> shows_nothing(const vips::Image& picture) {
  constexpr std::size_t kFewOf = 1000;
  AUDMG_TRY(const auto samples, vips::samples(picture));
  const std::size_t count = std::size_t{picture.width()} * picture.height();
  const std::size_t bands = samples.size() / count;
  const auto last = samples.last(bands);
  std::size_t others = 0;
  for (std::size_t i = 0; i < samples.size(); i += bands) {
    if (!std::ranges::equal(samples.subspan(i, bands), last)) ++others;
  }
  return others <= count / kFewOf;
}

std::string describe(std::uint32_t good_rows, std::uint32_t rows) {
  const std::uint64_t percent = std::uint64_t{100} * good_rows / rows;
  if (percent >= 1 && good_rows < rows) {
    return fmt::format("The picture is damaged: only the first {} % of it can be shown.", percent);
  }
  return "The picture is damaged: not all of it can be shown.";
}

/// libjpeg fills what it cannot decode and finds the next piece behind it; the others leave what
/// they cannot decode as it is, so that is covered.
bool fills_gaps(const EncodedImage& image) { return image.decoder() == vips::Loader::jpeg; }

/// Opens the pixels so that as many as possible can be had. libvips takes a WebP for all or
/// nothing, and does not tell a want of memory from damage.
Result<vips::Image> open_tolerantly(const EncodedImage& image, const vips::OpenOptions& options) {
  if (image.has_own_decoder || image.loader != vips::Loader::webp) return image.pixels(options);
  AUDMG_TRY(WebpBeginning beginning, open_webp_beginning(image.source));
  return std::move(beginning.pixels);
}

/// Errors: the `reason` for which the whole could not be decoded, when no part can be either.
Result<DecodedImage> decode_good_part(const EncodedImage& image, vips::OpenOptions options,
                                      PictureSize size, const Error& reason) {
  const bool needs_cover = !fills_gaps(image);
  options.strictness = image.loader == vips::Loader::gif || !needs_cover ? vips::Strictness::fatal
                                                                         : vips::Strictness::errors;
  auto opened = open_tolerantly(image, options);
  if (!opened) {
    const Error& why = opened.error();
    return std::unexpected(why.code == ErrorCode::invalid_argument ? reason : why);
  }
  AUDMG_TRY(const vips::TolerantImage tolerant, vips::good_part(*opened));
  auto picture = finish(tolerant.image, image, size);
  if (!picture && tolerant.good->damage) return std::unexpected(*tolerant.good->damage);
  if (!picture) return std::unexpected(picture.error());
  AUDMG_TRY(const bool is_empty, shows_nothing(*picture));
  if (is_empty || tolerant.good->rows == 0) return std::unexpected(reason);
  return DecodedImage{*std::move(picture), describe(tolerant.good->rows, opened->height())};
}

}  // namespace

Result<void> check_deadline(std::chrono::steady_clock::time_point deadline) {
  if (std::chrono::steady_clock::now() < deadline) return {};
  return fail(ErrorCode::deadline_exceeded, "The image took longer than is allowed.");
}

Result<DecodedImage> decode(const EncodedImage& image, PictureSize size,
                            std::chrono::steady_clock::time_point deadline) {
  AUDMG_CHECK(check_deadline(deadline));
  const vips::OpenOptions options{.shrink = decoder_shrink(image, size)};
  auto whole = decode_strictly(image.pixels(options), image, size);
  if (whole && image.is_cut) return DecodedImage{*std::move(whole), std::string(kIsCut)};
  if (whole) return DecodedImage{*std::move(whole)};
  if (whole.error().code != ErrorCode::invalid_argument) return std::unexpected(whole.error());
  AUDMG_CHECK(check_deadline(deadline));
  if (image.decoder() == vips::Loader::jpeg) {
    auto ended = decode_with_end_marker(image, options, size);
    if (ended) return DecodedImage{*std::move(ended)};
    if (ended.error().code != ErrorCode::invalid_argument) return std::unexpected(ended.error());
  }
  AUDMG_CHECK(check_deadline(deadline));
  return decode_good_part(image, options, size, whole.error());
}

Result<vips::Image> shrink(const vips::Image& picture, PictureSize size) {
  AUDMG_TRY(const vips::Image resized, resize(picture, size));
  return vips::to_memory(resized);
}

}  // namespace audmg::media
