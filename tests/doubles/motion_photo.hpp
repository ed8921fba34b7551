// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "doubles/byte_order.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::media {

inline std::string iso_box(std::string_view type, std::string_view body) {
  return big_endian(8 + body.size(), 4) + std::string(type) + std::string(body);
}

/// Parts of a small MP4 file that may be made wrong.
struct VideoOptions {
  std::string_view brand = "isom";
  std::string_view handler = "vide";
  std::string_view codec = "avc1";
  std::string samples = "not really samples";
};

/// Returns an MP4 file with one track of 2.5 seconds, sound in its structure.
inline std::string motion_video(const VideoOptions& options = {}) {
  const std::string zeros(64, '\0');
  const std::string stsd = big_endian(0, 4) + big_endian(1, 4) + iso_box(options.codec, zeros);
  const std::string stbl = iso_box("stbl", iso_box("stsd", stsd));
  const std::string hdlr = big_endian(0, 8) + std::string(options.handler) + zeros.substr(0, 13);
  const std::string mdia = iso_box("hdlr", hdlr) + iso_box("minf", stbl);
  const std::string mvhd =
      big_endian(0, 12) + big_endian(600, 4) + big_endian(1500, 4) + zeros + zeros.substr(0, 16);
  const std::string moov = iso_box("mvhd", mvhd) + iso_box("trak", iso_box("mdia", mdia));
  return iso_box("ftyp", std::string(options.brand) + big_endian(0, 4) + std::string("iso2")) +
         iso_box("mdat", options.samples) + iso_box("moov", moov);
}

/// Returns a JPEG with XMP data in front of its other segments.
inline std::string with_xmp(std::string_view jpeg, std::string_view packet) {
  const std::string body = std::string("http://ns.adobe.com/xap/1.0/\0", 29) + std::string(packet);
  return std::string(jpeg.substr(0, 2)) + "\xff\xe1" + big_endian(body.size() + 2, 2) + body +
         std::string(jpeg.substr(2));
}

/// Returns a JPEG as Google's camera writes motion photos.
inline std::string google_motion_photo(std::string_view jpeg, std::string_view video) {
  return with_xmp(jpeg, "<x:xmpmeta><rdf:Description GCamera:MotionPhoto=\"1\"/></x:xmpmeta>") +
         std::string(video);
}

/// Returns a photo with Samsung's trailer, whose blocks are the video and a short one behind it.
inline std::string samsung_motion_photo(std::string_view photo, std::string_view video) {
  const auto block = [](unsigned type, std::string_view name, std::string_view data) {
    return little_endian(0, 2) + little_endian(type, 2) + little_endian(name.size(), 4) +
           std::string(name) + std::string(data);
  };
  const std::string first = block(0x0A30, "MotionPhoto_Data", video);
  const std::string second = block(0x0A01, "Image_UTC_Data", "1600000000000");
  const auto entry = [](unsigned type, std::size_t distance, std::size_t size) {
    return little_endian(0, 2) + little_endian(type, 2) + little_endian(distance, 4) +
           little_endian(size, 4);
  };
  const std::string directory = "SEFH" + little_endian(107, 4) + little_endian(2, 4) +
                                entry(0x0A30, first.size() + second.size(), first.size()) +
                                entry(0x0A01, second.size(), second.size());
  return std::string(photo) + first + second + directory + little_endian(directory.size(), 4) +
         "SEFT";
}

}  // namespace audmg::media
