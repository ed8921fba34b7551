// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::media {

/// Makes pictures of equal tiles from an AVIF file of libheif's that has one picture and nothing
/// else, for tests.
class HeifGridFile {
 public:
  /// `properties` are whole boxes that tell how the picture is turned; `turns` is their number.
  HeifGridFile(std::string_view tile, std::uint32_t columns, std::uint32_t rows,
               std::string properties = {}, std::size_t turns = 0)
      : configuration_(whole_box(tile, "av1C")),
        size_(whole_box(tile, "ispe")),
        frame_(tile.substr(tile.find("mdat") + 4)),
        columns_(columns),
        rows_(rows),
        properties_(std::move(properties)),
        turns_(turns) {}

  [[nodiscard]] std::string bytes() const { return bytes_with(frame_, 0); }
  /// Gives each tile bytes of its own, row by row to the end of the file.
  [[nodiscard]] std::string bytes_of_single_tiles() const {
    std::string frames;
    for (std::uint32_t i = 0; i < columns_ * rows_; ++i) frames += frame_;
    return bytes_with(frames, frame_.size());
  }

  static std::string box(std::string_view type, std::string_view body) {
    return number(8 + body.size()).append(type).append(body);
  }

 private:
  /// `step` leads from the bytes of one tile to those of the next.
  [[nodiscard]] std::string bytes_with(const std::string& frames, std::size_t step) const {
    const std::string head = box("ftyp", "avif" + number(0) + "mif1avif");
    const std::size_t place = head.size() + meta(0, step).size() + 8;
    return head + meta(place, step) + box("mdat", frames);
  }
  static std::string number(std::size_t value, int bytes = 4) {
    std::string text;
    for (int i = bytes - 1; i >= 0; --i) text.push_back(static_cast<char>(value >> (8 * i)));
    return text;
  }
  static std::string full_box(std::string_view type, int version, std::string_view body) {
    return box(type, number(static_cast<std::size_t>(version) << 24U).append(body));
  }
  static std::string whole_box(std::string_view file, std::string_view type) {
    const std::size_t start = file.find(type) - 4;
    return std::string(file.substr(start, static_cast<std::uint8_t>(file[start + 3])));
  }
  [[nodiscard]] std::size_t side(std::size_t place, std::uint32_t count) const {
    std::size_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      value = (value << 8U) | static_cast<std::uint8_t>(size_[place + i]);
    }
    return value * count;
  }

  [[nodiscard]] std::string meta(std::size_t place, std::size_t step) const {
    const std::size_t tiles = std::size_t{columns_} * rows_;
    const std::string sides = number(side(12, columns_)) + number(side(16, rows_));
    const std::string layout =
        std::string("\0\1", 2) + number(rows_ - 1, 1) + number(columns_ - 1, 1) + sides;
    std::string items = full_box("infe", 2, number(1, 2) + number(0, 2) + "grid" + number(0, 1));
    std::string places = number(1, 2) + number(1, 2) + number(0, 2) + number(1, 2) + number(0) +
                         number(layout.size());
    std::string used = number(1, 2) + number(1 + turns_, 1) + number(3, 1);
    for (std::size_t i = 0; i < turns_; ++i) used += number(4 + i, 1);
    std::string sources;
    for (std::size_t id = 2; id < 2 + tiles; ++id) {
      items += full_box("infe", 2, number(id, 2) + number(0, 2) + "av01" + number(0, 1));
      places += number(id, 2) + number(0, 2) + number(0, 2) + number(1, 2) +
                number(place + (id - 2) * step) + number(frame_.size());
      used += number(id, 2) + number(2, 1) + number(1, 1) + number(2, 1);
      sources += number(id, 2);
    }
    const std::string references =
        full_box("iref", 0, box("dimg", number(1, 2) + number(tiles, 2) + sources));
    const std::string all = configuration_ + size_ + full_box("ispe", 0, sides) + properties_;
    return full_box(
        "meta", 0,
        full_box("hdlr", 0, number(0) + "pict" + std::string(13, '\0')) +
            full_box("pitm", 0, number(1, 2)) +
            full_box("iloc", 1, number(0x4400, 2) + number(1 + tiles, 2) + places) +
            full_box("iinf", 0, number(1 + tiles, 2) + items) + references + box("idat", layout) +
            box("iprp", box("ipco", all) + full_box("ipma", 0, number(1 + tiles) + used)));
  }

  std::string configuration_;
  std::string size_;
  std::string frame_;
  std::uint32_t columns_;
  std::uint32_t rows_;
  std::string properties_;
  std::size_t turns_;
};

}  // namespace audmg::media
