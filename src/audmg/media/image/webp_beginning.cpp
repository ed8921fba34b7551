// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/webp_beginning.hpp"

#include "audmg/lib/vips/rows.hpp"
#include "audmg/lib/webp/picture.hpp"
#include "audmg/media/types/open_file.hpp"
#include "audmg/media/types/webp_frame.hpp"
#include "audmg/media/types/webp_size.hpp"

#include <algorithm>
#include <cstdint>
#include <new>
#include <optional>
#include <span>
#include <utility>

namespace audmg::media {
namespace {

/// The frame on its canvas, which is empty elsewhere. Decodes it once, when a row is needed.
class FrameRows {
 public:
  FrameRows(std::shared_ptr<const vips::Source> source, std::span<const std::byte> coded,
            const WebpFrame& frame, std::uint32_t height, bool with_alpha)
      : source_(std::move(source)),
        coded_(coded),
        left_(frame.left),
        top_(frame.top),
        height_(height),
        with_alpha_(with_alpha) {}

  /// As vips::RowSource.
  bool read(std::uint32_t row, std::span<std::uint8_t> into) {
    std::ranges::fill(into, std::uint8_t{0});
    if (row < top_ || row - top_ >= height_) return true;
    if (!decoded_) decoded_ = webp::Picture::decode(coded_, with_alpha_);
    const auto& picture = *decoded_;
    if (!picture && picture.error().code == ErrorCode::too_large) throw std::bad_alloc();
    if (!picture || row - top_ >= picture->rows()) return false;
    const auto from = picture->row(row - top_);
    const std::size_t skipped = std::min(std::size_t{left_} * (with_alpha_ ? 4 : 3), into.size());
    const auto place = into.subspan(skipped);
    std::ranges::copy(from.first(std::min(from.size(), place.size())), place.begin());
    return true;
  }

 private:
  std::shared_ptr<const vips::Source> source_;  ///< has the bytes
  std::span<const std::byte> coded_;
  std::uint32_t left_;
  std::uint32_t top_;
  std::uint32_t height_;
  bool with_alpha_;
  std::optional<Result<webp::Picture>> decoded_;
};

}  // namespace

Result<WebpBeginning> open_webp_beginning(std::shared_ptr<const vips::Source> source) {
  AUDMG_TRY(const std::string_view text, source->bytes());
  const auto bytes = std::as_bytes(std::span(text));
  OpenBytes file(bytes);
  ByteWindow window(file);
  const auto frame = find_webp_frame(window);
  const auto canvas = find_webp_size(window);
  if (!frame || !canvas) {
    return fail(ErrorCode::invalid_argument, "The image cannot be read: its header is damaged.");
  }
  const auto coded = bytes.subspan(frame->offset, frame->size);
  AUDMG_TRY(const webp::FrameHeader header, webp::read_frame_header(coded));
  const bool is_covered = frame->left == 0 && frame->top == 0 && header.width >= canvas->width &&
                          header.height >= canvas->height;
  const bool with_alpha = header.has_alpha || !is_covered;
  const auto rows =
      std::make_shared<FrameRows>(std::move(source), coded, *frame, header.height, with_alpha);
  const vips::RowLayout layout{
      .width = canvas->width,
      .height = canvas->height,
      .bands = with_alpha ? 4 : 3,
      .icc_profile = bytes.subspan(frame->profile_offset, frame->profile_size)};
  AUDMG_TRY(vips::Image pixels,
            vips::image_of_rows(layout, [rows](std::uint32_t row, std::span<std::uint8_t> into) {
              return rows->read(row, into);
            }));
  return WebpBeginning{std::move(pixels), frame->is_cut};
}

}  // namespace audmg::media
