// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Builders of tags, byte by byte. For tests.
namespace audmg::media {

inline std::string sample_number(std::size_t value, int bytes, int bits = 8) {
  std::string text;
  for (int shift = (bytes - 1) * bits; shift >= 0; shift -= bits) {
    text.push_back(static_cast<char>((value >> shift) & ((1U << bits) - 1)));
  }
  return text;
}

inline std::string little_endian(std::size_t value) {
  std::string text = sample_number(value, 4);
  return {text.rbegin(), text.rend()};
}

/// A frame of ID3v2.3 or, as long as it has less than 128 bytes, of ID3v2.4.
inline std::string id3v2_frame(std::string_view name, const std::string& body) {
  return std::string(name) + sample_number(body.size(), 4) + std::string(2, '\0') + body;
}
/// A text frame in UTF-8.
inline std::string id3v2_text(std::string_view name, const std::string& text) {
  return id3v2_frame(name, "\x03" + text);
}
/// A text frame in what it calls Latin-1.
inline std::string id3v2_latin(std::string_view name, const std::string& text) {
  return id3v2_frame(name, std::string(1, '\0') + text);
}
inline std::string id3v2_2_text(std::string_view name, const std::string& text) {
  return std::string(name) + sample_number(text.size() + 1, 3) + std::string(1, '\0') + text;
}
/// A picture frame of ID3v2.4; `type` 3 is the front cover.
inline std::string id3v2_picture(const std::string& content_type, int type,
                                 const std::string& picture) {
  const std::string nul(1, '\0');
  const std::string body = nul + content_type + nul + static_cast<char>(type) + nul + picture;
  return "APIC" + sample_number(body.size(), 4, 7) + std::string(2, '\0') + body;
}
inline std::string id3v2_tag(int version, const std::vector<std::string>& frames) {
  std::string body;
  for (const std::string& frame : frames) body += frame;
  return "ID3" + std::string(1, static_cast<char>(version)) + std::string(2, '\0') +
         sample_number(body.size(), 4, 7) + body;
}

inline std::string id3v1_tag(std::string title, std::string artist, std::string_view year,
                             int genre) {
  title.resize(30), artist.resize(30);
  return "TAG" + title + artist + std::string(30, '\0') + std::string(year) +
         std::string(30, '\0') + static_cast<char>(genre);
}

/// An APEv2 tag with a footer only.
inline std::string ape_tag(const std::vector<std::pair<std::string, std::string>>& items,
                           bool is_binary = false) {
  std::string body;
  for (const auto& [name, value] : items) {
    body += little_endian(value.size()) + little_endian(is_binary ? 2 : 0) + name +
            std::string(1, '\0') + value;
  }
  return body + "APETAGEX" + little_endian(2000) + little_endian(body.size() + 32) +
         little_endian(items.size()) + std::string(12, '\0');
}

inline std::string riff_chunk(std::string_view name, const std::string& body) {
  return std::string(name) + little_endian(body.size()) + body + std::string(body.size() % 2, '\0');
}
/// The RIFF file with one more chunk at its end.
inline std::string with_chunk(const std::string& riff, std::string_view name,
                              const std::string& body) {
  std::string file = riff + std::string(riff.size() % 2, '\0') + riff_chunk(name, body);
  return file.replace(4, 4, little_endian(file.size() - 8));
}

}  // namespace audmg::media
