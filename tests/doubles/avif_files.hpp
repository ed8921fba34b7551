// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::media {

/// Rewrites an AVIF file of libheif's that has one picture and nothing else, for tests.
class AvifFile {
 public:
  explicit AvifFile(std::string_view file)
      : head_(file.substr(0, static_cast<std::uint8_t>(file[3]))),
        meta_(file.substr(head_.size(), file.find("mdat") - 4 - head_.size())),
        frame_(file.substr(file.find("mdat") + 4)) {}

  /// Returns the same picture with "meta" as the last box, whose size 0 says that it extends to the
  /// end of the file.
  [[nodiscard]] std::string with_endless_meta() const {
    std::string meta = meta_;
    meta.replace(0, 4, number(0));
    // The only extent: behind "iloc", versions, sizes, counts, and the item's own fields.
    const std::size_t extent = meta.find("iloc") + 4 + 4 + 2 + 2 + 2 + 2 + 2;
    meta.replace(extent, 4, number(head_.size() + 8));
    return head_ + box("mdat", frame_) + meta;
  }

  /// Returns an animation of that many equal frames that has no still picture.
  [[nodiscard]] std::string as_sequence(std::uint32_t frames,
                                        std::string_view handler = "pict") const {
    const std::string head = box("ftyp", "avis" + number(0) + "avisavif");
    const std::size_t moov_bytes = moov(frames, 0, handler).size();
    return head + moov(frames, head.size() + moov_bytes + 8, handler) + box("mdat", frame_);
  }

  /// Returns a file with the picture and with `thumbnail` as its thumbnail.
  [[nodiscard]] std::string with_thumbnail(const AvifFile& thumbnail) const {
    const std::size_t meta_bytes = meta_with(thumbnail, 0).size();
    const std::size_t place = head_.size() + meta_bytes + 8;
    return head_ + meta_with(thumbnail, place) + box("mdat", frame_ + thumbnail.frame_);
  }

  /// Returns the still picture with an animation beside it.
  [[nodiscard]] std::string with_sequence(std::uint32_t frames) const {
    const std::string still = head_ + meta_ + box("mdat", frame_);
    return still + moov(frames, head_.size() + meta_.size() + 8, "pict");
  }

 private:
  static std::string full_box(std::string_view type, int version, std::string_view body) {
    return box(type, number(static_cast<std::size_t>(version) << 24U).append(body));
  }
  static std::string item(std::size_t id) {
    return full_box("infe", 2, number(id, 2) + number(0, 2) + "av01" + std::string(1, '\0'));
  }
  static std::string extent(std::size_t id, std::size_t place, std::size_t size) {
    return number(id, 2) + number(0, 2) + number(1, 2) + number(place) + number(size);
  }

  [[nodiscard]] std::string meta_with(const AvifFile& thumbnail, std::size_t place) const {
    const std::string handler = full_box("hdlr", 0, number(0) + "pict" + std::string(13, '\0'));
    const std::string locations =
        full_box("iloc", 0,
                 number(0x4400, 2) + number(2, 2) + extent(1, place, frame_.size()) +
                     extent(2, place + frame_.size(), thumbnail.frame_.size()));
    const std::string references =
        full_box("iref", 0, box("thmb", number(2, 2) + number(1, 2) + number(1, 2)));
    const std::string properties =
        box("ipco", whole_box("av1C") + whole_box("ispe") + thumbnail.whole_box("av1C") +
                        thumbnail.whole_box("ispe"));
    const std::string associations =
        full_box("ipma", 0,
                 number(2) + number(1, 2) + number(2, 1) + number(1, 1) + number(2, 1) +
                     number(2, 2) + number(2, 1) + number(3, 1) + number(4, 1));
    return full_box("meta", 0,
                    handler + full_box("pitm", 0, number(1, 2)) + locations +
                        full_box("iinf", 0, number(2, 2) + item(1) + item(2)) + references +
                        box("iprp", properties + associations));
  }

  static std::string number(std::size_t value, int bytes = 4) {
    std::string text;
    for (int i = bytes - 1; i >= 0; --i) text.push_back(static_cast<char>(value >> (8 * i)));
    return text;
  }
  static std::string box(std::string_view type, std::string_view body) {
    return number(8 + body.size()).append(type).append(body);
  }
  /// Returns a box of `meta_` with its header.
  [[nodiscard]] std::string whole_box(std::string_view type) const {
    const std::size_t start = meta_.find(type) - 4;
    return meta_.substr(start, static_cast<std::uint8_t>(meta_[start + 3]));
  }

  /// Width and height, in two bytes each.
  [[nodiscard]] std::string size_of_picture() const {
    const std::string ispe = whole_box("ispe");
    return ispe.substr(14, 2) + ispe.substr(18, 2);
  }

  [[nodiscard]] std::string moov(std::uint32_t frames, std::size_t place,
                                 std::string_view handler) const {
    const std::string entry = box(
        "av01", std::string(6, '\0') + number(1, 2) + std::string(16, '\0') + size_of_picture() +
                    std::string(50, '\0') + whole_box("av1C") + whole_box("colr"));
    const std::string table = box("stsd", number(0) + number(1) + entry) +
                              box("stsz", number(0) + number(frame_.size()) + number(frames)) +
                              box("stco", number(0) + number(1) + number(place));
    const std::string hdlr =
        box("hdlr", number(0) + number(0) + std::string(handler) + std::string(13, '\0'));
    return box("moov", box("trak", box("mdia", hdlr + box("minf", box("stbl", table)))));
  }

  std::string head_;  // "ftyp"
  std::string meta_;
  std::string frame_;
};

}  // namespace audmg::media
