// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "doubles/byte_order.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The least that makes a file of each format with metadata in it; there are no pixels.
namespace audmg::media {

inline std::string jpeg_segment(std::uint8_t marker, std::string_view body) {
  return "\xff" + std::string(1, static_cast<char>(marker)) + big_endian(body.size() + 2, 2) +
         std::string(body);
}
/// A JPEG of these segments, which ends where the picture's data would begin.
inline std::string jpeg_of(std::string_view segments) {
  return "\xff\xd8" + std::string(segments) + jpeg_segment(0xda, std::string(10, '\0'));
}
inline std::string exif_segment(std::string_view block) {
  return jpeg_segment(0xe1, std::string("Exif\0\0", 6) + std::string(block));
}
inline std::string xmp_segment(std::string_view packet) {
  return jpeg_segment(0xe1,
                      std::string("http://ns.adobe.com/xap/1.0/\0", 29) + std::string(packet));
}
inline std::string photoshop_segment(std::string_view resources) {
  return jpeg_segment(0xed, std::string("Photoshop 3.0\0", 14) + std::string(resources));
}

/// A chunk of a PNG, without the right checksum.
inline std::string bare_png_chunk(std::string_view type, std::string_view body) {
  return big_endian(body.size(), 4) + std::string(type) + std::string(body) + "crc.";
}
inline std::string png_of(std::string_view chunks) {
  return "\x89PNG\r\n\x1a\n" + bare_png_chunk("IHDR", std::string(13, '\0')) + std::string(chunks) +
         bare_png_chunk("IEND", "");
}

inline std::string webp_chunk(std::string_view type, std::string_view body) {
  return std::string(type) + little_endian(body.size(), 4) + std::string(body) +
         std::string(body.size() % 2, '\0');
}
inline std::string webp_of(std::string_view chunks) {
  return "RIFF" + little_endian(chunks.size() + 4, 4) + "WEBP" + std::string(chunks);
}

inline std::string gif_with_xmp(std::string_view packet) {
  std::string trailer = "\x01";
  for (int value = 255; value >= 0; --value) trailer.push_back(static_cast<char>(value));
  trailer.push_back('\0');
  const std::string head = "GIF89a" + little_endian(1, 2) + little_endian(1, 2) +
                           std::string("\x80\0\0", 3) + std::string(6, '\0');
  const std::string image =
      "," + std::string(8, '\0') + std::string(1, '\0') + "\x02" + std::string("\x02\x4c\x01\0", 4);
  return head + image + "!\xff\x0b" + "XMP DataXMP" + std::string(packet) + trailer + ";";
}

inline std::string box(std::string_view type, std::string_view body) {
  return big_endian(body.size() + 8, 4) + std::string(type) + std::string(body);
}
/// A HEIF file with these items: the type ("Exif", or "mime" for XMP) and the bytes.
inline std::string heif_of(const std::vector<std::pair<std::string, std::string>>& items) {
  const std::string ftyp = box("ftyp", "heic" + big_endian(0, 4) + "heic");
  std::string entries;
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::string entry = std::string("\2\0\0\0", 4) + big_endian(i + 1, 2) + big_endian(0, 2) +
                        items[i].first + std::string(1, '\0');
    if (items[i].first == "mime") entry += std::string("application/rdf+xml\0", 20);
    entries += box("infe", entry);
  }
  const std::string iinf = box("iinf", big_endian(0, 4) + big_endian(items.size(), 2) + entries);
  const std::size_t iloc_bytes = 8 + 8 + 14 * items.size();
  std::size_t place = ftyp.size() + 8 + 4 + iinf.size() + iloc_bytes + 8;
  std::string locations;
  std::string content;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string& bytes = items[i].second;
    locations += big_endian(i + 1, 2) + big_endian(0, 2) + big_endian(1, 2) + big_endian(place, 4) +
                 big_endian(bytes.size(), 4);
    content += bytes;
    place += bytes.size();
  }
  const std::string iloc = box("iloc", big_endian(0, 4) + "\x44" + std::string(1, '\0') +
                                           big_endian(items.size(), 2) + locations);
  return ftyp + box("meta", big_endian(0, 4) + iinf + iloc) + box("mdat", content);
}

/// One data set of an IPTC record.
inline std::string iptc_set(std::uint8_t number, std::string_view value, std::uint8_t record = 2) {
  return "\x1c" + std::string(1, static_cast<char>(record)) +
         std::string(1, static_cast<char>(number)) + big_endian(value.size(), 2) +
         std::string(value);
}
inline std::string photoshop_resource(std::uint16_t id, std::string_view value,
                                      std::string_view name = "") {
  std::string padded_name = std::string(1, static_cast<char>(name.size())) + std::string(name);
  if (padded_name.size() % 2 == 1) padded_name.push_back('\0');
  return "8BIM" + big_endian(id, 2) + padded_name + big_endian(value.size(), 4) +
         std::string(value) + std::string(value.size() % 2, '\0');
}

/// An XMP packet with these properties inside of one description, with the namespaces that are used
/// most; `attributes` stand in its tag.
inline std::string xmp_packet(std::string_view properties, std::string_view attributes = "") {
  return "<?xpacket begin='\xef\xbb\xbf' id='W5M0MpCehiHzreSzNTczkc9d'?>"
         "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
         "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
         "<rdf:Description rdf:about=''"
         " xmlns:dc='http://purl.org/dc/elements/1.1/'"
         " xmlns:xmp='http://ns.adobe.com/xap/1.0/'"
         " xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'"
         " xmlns:lr='http://ns.adobe.com/lightroom/1.0/'"
         " xmlns:exif='http://ns.adobe.com/exif/1.0/'"
         " xmlns:exifEX='http://cipa.jp/exif/1.0/'"
         " xmlns:aux='http://ns.adobe.com/exif/1.0/aux/'"
         " xmlns:tiff='http://ns.adobe.com/tiff/1.0/'"
         " xmlns:Iptc4xmpCore='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'"
         " xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'"
         " xmlns:digiKam='http://www.digikam.org/ns/1.0/'"
         " xmlns:MicrosoftPhoto='http://ns.microsoft.com/photo/1.0/' " +
         std::string(attributes) + ">" + std::string(properties) +
         "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
}

}  // namespace audmg::media
