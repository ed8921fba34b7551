// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/heif_tiles.hpp"

#include "audmg/lib/heif/decode.hpp"
#include "audmg/lib/vips/pixels.hpp"
#include "audmg/lib/vips/rows.hpp"
#include "audmg/media/types/byte_window.hpp"
#include "audmg/media/types/heif_grid.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <new>
#include <span>
#include <utility>
#include <vector>

namespace audmg::media {
namespace {

constexpr std::size_t kColors = 3;

/// Decodes the tile of that number, row by row from 0. Errors: invalid_argument, too_large.
using DecodeTile = std::function<Result<heif::Picture>(std::size_t number)>;

/// Decodes tiles when a row of pixels needs them. Keeps two rows of tiles, because a filter reads
/// some rows again when it has passed from one to the next.
class TiledPixels {
 public:
  TiledPixels(const HeifGrid& grid, DecodeTile decode_tile)
      : columns_(grid.columns),
        rows_(grid.rows),
        width_(grid.width),
        height_(grid.height),
        decode_tile_(std::move(decode_tile)) {}

  /// Writes the samples of one row, of 8 or 16 bits. Returns whether they could be decoded. Throws
  /// std::bad_alloc.
  template <class Sample>
  bool read_row(std::uint32_t row, std::span<Sample> into) {
    if (tile_height_ == 0 && tiles_at(0) == nullptr) return false;
    const std::vector<heif::Picture>* const tiles = tiles_at(row / tile_height_);
    if (tiles == nullptr) return false;
    for (const heif::Picture& tile : *tiles) {
      const std::size_t samples = std::min(into.size(), kColors * tile.width());
      tile.read_row(row % tile_height_, into.first(samples));
      into = into.subspan(samples);
    }
    return into.empty();
  }

 private:
  struct TileRow {
    std::uint32_t number = 0;
    std::vector<heif::Picture> tiles{};  ///< empty before the first use
  };

  /// Returns the tiles of one row, which are valid until the next call; null if one of them cannot
  /// be decoded.
  const std::vector<heif::Picture>* tiles_at(std::uint32_t number) {
    for (const TileRow& held : held_) {
      if (held.number == number && !held.tiles.empty()) return &held.tiles;
    }
    std::swap(held_[0], held_[1]);
    held_[0] = {};  // before the next are decoded, which takes as much memory again
    if (number >= rows_ || !decode(number, held_[0].tiles)) {
      held_[0] = {};
      return nullptr;
    }
    held_[0].number = number;
    return &held_[0].tiles;
  }

  bool decode(std::uint32_t number, std::vector<heif::Picture>& tiles) {
    for (std::uint32_t column = 0; column < columns_; ++column) {
      auto tile = decode_tile_(std::size_t{number} * columns_ + column);
      if (!tile && tile.error().code == ErrorCode::too_large) throw std::bad_alloc();
      if (!tile || !fits(*tile)) return false;
      tiles.push_back(*std::move(tile));
    }
    return true;
  }

  /// Returns whether the tile has the size of all others, with which they cover the picture.
  bool fits(const heif::Picture& tile) {
    if (tile_height_ == 0) {
      tile_width_ = tile.width();
      tile_height_ = tile.height();
    }
    return tile.width() == tile_width_ && tile.height() == tile_height_ &&
           std::uint64_t{tile_width_} * columns_ >= width_ &&
           std::uint64_t{tile_height_} * rows_ >= height_;
  }

  std::uint32_t columns_;
  std::uint32_t rows_;
  std::uint32_t width_;
  std::uint32_t height_;
  DecodeTile decode_tile_;
  std::uint32_t tile_width_ = 0;
  std::uint32_t tile_height_ = 0;
  std::array<TileRow, 2> held_{};
};

/// Returns nothing when not all of the bytes are there.
std::span<const std::byte> part(std::span<const std::byte> bytes, const ItemPlace& place) {
  if (place.offset > bytes.size() || place.size > bytes.size() - place.offset) return {};
  return bytes.subspan(place.offset, place.size);
}

/// Returns whether the grid has the size that libvips, which has turned the picture, says.
bool has_size_of(const HeifGrid& grid, const vips::Image& header) {
  constexpr int kFirstOnSide = 5;
  auto size = std::pair(grid.width, grid.height);
  if (grid.orientation >= kFirstOnSide) std::swap(size.first, size.second);
  return size == std::pair(header.width(), header.height());
}

/// `source` has the bytes.
Result<DecodeTile> tile_decoder(std::shared_ptr<const vips::Source> source, const HeifGrid& grid,
                                std::size_t sound_bytes) {
  AUDMG_TRY(const std::string_view text, source->bytes());
  const auto bytes = std::as_bytes(std::span(text.substr(0, sound_bytes)));
  const Box& box = grid.hevc_configuration;
  const auto configuration = part(bytes, {box.body, box.body_size()});
  std::optional<heif::ToldCoding> told;
  if (grid.coding) told = {grid.coding->matrix, grid.coding->is_full_range};
  return [source = std::move(source), bytes, tiles = grid.tiles, is_av1 = grid.is_av1,
          configuration, told](std::size_t number) {
    const auto item = part(bytes, tiles.at(number).place);
    return is_av1 ? heif::decode_av1(item, told) : heif::decode_hevc(configuration, item, told);
  };
}

}  // namespace

Result<std::optional<HeifTiles>> open_heif_tiles(std::shared_ptr<const vips::Source> source,
                                                 const vips::Image& header,
                                                 storage::ObjectReader& file,
                                                 std::size_t sound_bytes) {
  const bool is_wide = vips::wide_pixel_kind(header) == vips::PixelKind::rgb;
  if (!is_wide && vips::pixel_kind(header) != vips::PixelKind::rgb) return std::nullopt;
  ByteWindow window(file);
  const auto grid = find_heif_grid(window);
  if (!grid || !has_size_of(*grid, header)) return std::nullopt;
  const int orientation = grid->orientation;
  const vips::RowLayout layout{.width = grid->width,
                               .height = grid->height,
                               .bands = kColors,
                               .is_wide = is_wide,
                               .icc_profile = header.icc_profile()};
  AUDMG_TRY(auto decode_tile, tile_decoder(std::move(source), *grid, sound_bytes));
  const auto pixels = std::make_shared<TiledPixels>(*grid, std::move(decode_tile));
  AUDMG_TRY(vips::Image rows,
            vips::image_of_rows(layout, [pixels, is_wide](std::uint32_t row,
                                                          std::span<std::uint8_t> into) {
              if (!is_wide) return pixels->read_row(row, into);
              return pixels->read_row(row, std::span(reinterpret_cast<std::uint16_t*>(into.data()),
                                                     into.size() / sizeof(std::uint16_t)));
            }));
  return HeifTiles{std::move(rows), orientation};
}

}  // namespace audmg::media
