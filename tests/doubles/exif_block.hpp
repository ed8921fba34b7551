// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::media {

/// Writes EXIF blocks for tests, in either byte order: fields of the first directory, of the EXIF
/// directory and of the GPS directory.
class ExifBlock {
 public:
  enum class Order { little, big };
  enum class Directory { first, exif, gps };

  explicit ExifBlock(Order order = Order::little) : order_(order) {}

  ExifBlock& text(Directory directory, std::uint16_t tag, std::string_view value) {
    std::string bytes(value);
    bytes.push_back('\0');
    const auto count = static_cast<std::uint32_t>(bytes.size());
    return add(directory, tag, 2, count, std::move(bytes));
  }
  ExifBlock& byte(Directory directory, std::uint16_t tag, std::uint8_t value) {
    return add(directory, tag, 1, 1, std::string(1, static_cast<char>(value)));
  }
  ExifBlock& number(Directory directory, std::uint16_t tag, std::uint16_t value) {
    return add(directory, tag, 3, 1, integer(value, 2));
  }
  ExifBlock& fractions(Directory directory, std::uint16_t tag,
                       const std::vector<std::pair<std::uint32_t, std::uint32_t>>& values) {
    std::string bytes;
    for (const auto& [over, under] : values) bytes += integer(over, 4) + integer(under, 4);
    return add(directory, tag, 5, static_cast<std::uint32_t>(values.size()), std::move(bytes));
  }
  /// Adds the small JPEG that cameras put into the second directory.
  ExifBlock& with_thumbnail(std::string_view jpeg) {
    thumbnail_ = jpeg;
    return *this;
  }

  /// Returns the block without "Exif\0\0" before it.
  [[nodiscard]] std::string bytes() const {
    std::string out = order_ == Order::little ? "II" : "MM";
    out += integer(42, 2) + integer(8, 4);
    Fields first = at(Directory::first);
    for (const auto& [directory, tag] :
         {std::pair{Directory::exif, 0x8769}, std::pair{Directory::gps, 0x8825}}) {
      if (!at(directory).empty()) {
        first[static_cast<std::uint16_t>(tag)] = Field{4, 1, std::string(4, '\0')};
      }
    }
    std::size_t next = 8 + size_of(first);
    for (const auto& [directory, tag] :
         {std::pair{Directory::exif, 0x8769}, std::pair{Directory::gps, 0x8825}}) {
      if (at(directory).empty()) continue;
      first[static_cast<std::uint16_t>(tag)].value = integer(next, 4);
      next += size_of(at(directory));
    }
    append(out, first);
    append(out, at(Directory::exif));
    append(out, at(Directory::gps));
    append_thumbnail(out, 8 + 2 + 12 * first.size());
    return out;
  }

 private:
  struct Field {
    std::uint16_t type = 0;
    std::uint32_t count = 0;
    std::string value;
  };
  using Fields = std::map<std::uint16_t, Field>;

  ExifBlock& add(Directory directory, std::uint16_t tag, std::uint16_t type, std::uint32_t count,
                 std::string value) {
    directories_[directory][tag] = Field{type, count, std::move(value)};
    return *this;
  }
  [[nodiscard]] Fields at(Directory directory) const {
    const auto found = directories_.find(directory);
    return found == directories_.end() ? Fields{} : found->second;
  }
  [[nodiscard]] std::string integer(std::uint64_t value, std::size_t length) const {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) {
      const std::size_t byte = order_ == Order::little ? i : length - 1 - i;
      text.push_back(static_cast<char>(value >> (8 * byte)));
    }
    return text;
  }
  static std::size_t size_of(const Fields& fields) {
    if (fields.empty()) return 0;
    std::size_t size = 2 + 12 * fields.size() + 4;
    for (const auto& [tag, field] : fields) size += field.value.size() > 4 ? field.value.size() : 0;
    return size;
  }
  void append(std::string& out, const Fields& fields) const {
    if (fields.empty()) return;
    std::size_t place = out.size() + 2 + 12 * fields.size() + 4;
    std::string values;
    out += integer(fields.size(), 2);
    for (const auto& [tag, field] : fields) {
      out += integer(tag, 2) + integer(field.type, 2) + integer(field.count, 4);
      if (field.value.size() <= 4) {
        out += field.value + std::string(4 - field.value.size(), '\0');
      } else {
        out += integer(place, 4);
        values += field.value;
        place += field.value.size();
      }
    }
    out += integer(0, 4) + values;
  }
  /// `link` is the place of the first directory's pointer to the next one.
  void append_thumbnail(std::string& out, std::size_t link) const {
    if (thumbnail_.empty()) return;
    out.replace(link, 4, integer(out.size(), 4));
    const std::size_t place = out.size() + 2 + std::size_t{12} * 3 + 4;
    out += integer(3, 2);
    out += integer(0x0103, 2) + integer(3, 2) + integer(1, 4) + integer(6, 2) + integer(0, 2);
    out += integer(0x0201, 2) + integer(4, 2) + integer(1, 4) + integer(place, 4);
    out += integer(0x0202, 2) + integer(4, 2) + integer(1, 4) + integer(thumbnail_.size(), 4);
    out += integer(0, 4) + thumbnail_;
  }

  Order order_;
  std::string thumbnail_;
  std::map<Directory, Fields> directories_;
};

/// Returns the block that a camera would write, with every field that read_exif() knows.
inline ExifBlock full_exif_block(ExifBlock::Order order = ExifBlock::Order::little) {
  using enum ExifBlock::Directory;
  ExifBlock block(order);
  block.text(first, 0x010f, "Camera Works").text(first, 0x0110, "Model 1  ");
  block.fractions(exif, 0x829a, {{1, 250}}).fractions(exif, 0x829d, {{28, 10}});
  block.number(exif, 0x8827, 400).text(exif, 0x9003, "2026:01:31 23:59:59");
  block.text(exif, 0x9011, "+01:00").text(exif, 0x9291, "25");
  block.fractions(exif, 0x920a, {{50, 1}}).text(exif, 0xa434, "50mm F2.8");
  block.text(gps, 1, "S").fractions(gps, 2, {{48, 1}, {30, 1}, {36, 1}});
  block.text(gps, 3, "W").fractions(gps, 4, {{2, 1}, {15, 1}, {0, 1}});
  block.byte(gps, 5, 1).fractions(gps, 6, {{71, 2}});
  return block;
}

}  // namespace audmg::media
