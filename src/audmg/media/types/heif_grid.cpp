// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/heif_grid.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace audmg::media {
namespace {

/// Rotation and mirroring of a picture: where the step to the right and the step down lead.
struct Turn {
  int right_x = 1;
  int right_y = 0;
  int down_x = 0;
  int down_y = 1;

  [[nodiscard]] bool operator==(const Turn&) const = default;
};

/// By EXIF's numbers, beginning with 1.
constexpr std::array<Turn, 8> kTurns{{{1, 0, 0, 1},
                                      {-1, 0, 0, 1},
                                      {-1, 0, 0, -1},
                                      {1, 0, 0, -1},
                                      {0, 1, 1, 0},
                                      {0, 1, -1, 0},
                                      {0, -1, -1, 0},
                                      {0, -1, 1, 0}}};

/// Returns what `first` and then `second` do.
Turn after(const Turn& first, const Turn& second) {
  const auto turned = [&](int x, int y) {
    return std::pair{second.right_x * x + second.down_x * y,
                     second.right_y * x + second.down_y * y};
  };
  const auto [right_x, right_y] = turned(first.right_x, first.right_y);
  const auto [down_x, down_y] = turned(first.down_x, first.down_y);
  return {right_x, right_y, down_x, down_y};
}

int orientation_of(const Turn& turn) {
  const auto* found = std::ranges::find(kTurns, turn);
  return found == kTurns.end() ? 1 : static_cast<int>(found - kTurns.begin()) + 1;
}

Turn turn_of(ByteWindow& bytes, const Box& property) {
  constexpr std::array kRotations{kTurns[0], kTurns[7], kTurns[2], kTurns[5]};  // anticlockwise
  const std::uint8_t value = property.body_size() > 0 ? bytes.u8(property.body) : 0;
  if (property.type == four_characters("irot")) return kRotations.at(value & 3U);
  if (property.type == four_characters("imir")) return (value & 1U) != 0 ? kTurns[1] : kTurns[3];
  return {};
}

/// Reads the derived item's own bytes.
bool read_layout(ByteWindow& bytes, const ItemPlace& place, HeifGrid& grid) {
  constexpr std::uint64_t kShortBytes = 8;
  constexpr std::uint64_t kLongBytes = 12;
  if (place.size < kShortBytes || !bytes.has(place.offset, kShortBytes)) return false;
  const bool is_long = (bytes.u8(place.offset + 1) & 1U) != 0;
  if (is_long && (place.size < kLongBytes || !bytes.has(place.offset, kLongBytes))) return false;
  if (bytes.u8(place.offset) != 0) return false;  // a version that is not known
  grid.rows = bytes.u8(place.offset + 2) + 1U;
  grid.columns = bytes.u8(place.offset + 3) + 1U;
  grid.width = is_long ? bytes.be32(place.offset + 4) : bytes.be16(place.offset + 4);
  grid.height = is_long ? bytes.be32(place.offset + 8) : bytes.be16(place.offset + 6);
  return grid.width > 0 && grid.height > 0;
}

/// Makes a grid of one tile of the picture itself.
bool read_whole(ByteWindow& bytes, const std::vector<Box>& properties, HeifGrid& grid) {
  const auto size = std::ranges::find(properties, four_characters("ispe"), &Box::type);
  if (size == properties.end() || size->body_size() < kFullBoxHeader + 8) return false;
  grid.rows = 1;
  grid.columns = 1;
  grid.width = bytes.be32(size->body + kFullBoxHeader);
  grid.height = bytes.be32(size->body + kFullBoxHeader + 4);
  return grid.width > 0 && grid.height > 0;
}

/// Reads how the tiles are coded from the properties of one of them.
void read_coding(ByteWindow& bytes, const Box& meta, std::uint32_t tile, HeifGrid& grid) {
  for (const Box& property : properties_of(bytes, meta, tile)) {
    if (property.type == four_characters("hvcC")) grid.hevc_configuration = property;
    if (property.type == four_characters("colr") && property.body_size() >= 11 &&
        bytes.is_at(property.body, "nclx")) {
      grid.coding = HeifGrid::SampleCoding{.matrix = bytes.be16(property.body + 8),
                                           .is_full_range = bytes.u8(property.body + 10) >> 7 != 0};
    }
  }
}

bool read_tiles(ByteWindow& bytes, const Box& meta, const std::vector<Box>& properties,
                HeifGrid& grid) {
  const std::uint32_t item = primary_item(bytes, meta);
  const auto places = places_of_items(bytes, meta);
  std::vector<std::uint32_t> tiles{item};
  if (type_of_item(bytes, meta, item) == four_characters("grid")) {
    const auto layout = places.find(item);
    if (layout == places.end() || !read_layout(bytes, layout->second, grid)) return false;
    tiles = sources_of(bytes, meta, item);
  } else if (!read_whole(bytes, properties, grid)) {
    return false;
  }
  if (tiles.size() != std::size_t{grid.columns} * grid.rows) return false;
  for (const std::uint32_t tile : tiles) {
    const auto place = places.find(tile);
    grid.tiles.push_back({tile, place == places.end() ? ItemPlace{} : place->second});
  }
  const std::uint32_t type = type_of_item(bytes, meta, tiles.front());
  grid.is_av1 = type == four_characters("av01");
  read_coding(bytes, meta, tiles.front(), grid);
  const bool is_hevc = type == four_characters("hvc1") && grid.hevc_configuration.body_size() > 0;
  return grid.is_av1 || is_hevc;
}

}  // namespace

std::optional<HeifGrid> find_heif_grid(ByteWindow& bytes) {
  const auto meta = find_meta(bytes);
  if (!meta) return std::nullopt;
  const auto properties = properties_of(bytes, *meta, primary_item(bytes, *meta));
  HeifGrid grid;
  if (!read_tiles(bytes, *meta, properties, grid)) return std::nullopt;
  Turn turn;
  for (const Box& property : properties) {
    if (property.type == four_characters("clap")) return std::nullopt;
    turn = after(turn, turn_of(bytes, property));
  }
  grid.orientation = orientation_of(turn);
  if (bytes.error() || bytes.spent()) return std::nullopt;
  return grid;
}

}  // namespace audmg::media
