// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/made_media.hpp"

#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/lib/openssl/random.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <string_view>

namespace audmg::conformance {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMarkBytes = 12;

void append_big_endian(std::string& out, std::uint32_t number, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((number >> shift) & 0xff));
  }
}

void append_little_endian(std::string& out, std::uint32_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    out.push_back(static_cast<char>((number >> (i * 8)) & 0xff));
  }
}

/// PNG specification, section 5.3.
void append_chunk(std::string& out, std::string_view type, std::string_view content) {
  const std::string checked = std::string(type).append(content);
  append_big_endian(out, static_cast<std::uint32_t>(content.size()), 4);
  out += checked;
  append_big_endian(out, deflate::crc32(checked), 4);
}

/// RFC 1950, section 8.2.
std::uint32_t adler32(std::string_view text) {
  constexpr std::uint32_t kModulus = 65'521;
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const char c : text) {
    a = (a + static_cast<unsigned char>(c)) % kModulus;
    b = (b + a) % kModulus;
  }
  return (b << 16) | a;
}

/// One block without compression, which holds at most 65,535 bytes.
std::string stored_zlib_stream(std::string_view content) {
  const auto size = static_cast<std::uint32_t>(content.size());
  std::string out("\x78\x01\x01"sv);
  append_little_endian(out, size, 2);
  append_little_endian(out, ~size, 2);
  out.append(content);
  append_big_endian(out, adler32(content), 4);
  return out;
}

/// A marker segment with its length (ITU-T T.81, section B.1.1.4).
void append_segment(std::string& out, char marker, std::string_view content) {
  out.append({'\xff', marker});
  append_big_endian(out, static_cast<std::uint32_t>(content.size() + 2), 2);
  out.append(content);
}

/// A Huffman table with one code, "0", for the value 0.
std::string one_code_table(char table) {
  constexpr std::size_t kLengths = 16;
  std::string content(1, table);
  content.push_back(1);
  content.append(kLengths - 1, '\0');
  content.push_back('\0');  // the value
  return content;
}

}  // namespace

/// Each of the 48 blocks says "no difference in brightness" and "nothing else", with one bit each.
std::string make_jpeg() {
  std::string jpeg("\xff\xd8"sv);
  append_segment(jpeg, '\xfe', "audmg conform " + openssl::random_text(kMarkBytes));
  append_segment(jpeg, '\xdb', std::string(1, '\0') + std::string(64, '\x01'));
  append_segment(jpeg, '\xc0', "\x08\x00\x30\x00\x40\x01\x01\x11\x00"sv);
  append_segment(jpeg, '\xc4', one_code_table('\x00'));
  append_segment(jpeg, '\xc4', one_code_table('\x10'));
  append_segment(jpeg, '\xda', "\x01\x01\x00\x00\x3f\x00"sv);
  jpeg.append(48 * 2 / 8, '\0');
  jpeg.append("\xff\xd9"sv);
  return jpeg;
}

std::string make_png() {
  constexpr std::size_t kWidth = 48;
  constexpr std::size_t kHeight = 32;
  const std::string color = openssl::random_bytes(3);
  std::string rows;
  for (std::size_t y = 0; y < kHeight; ++y) {
    rows.push_back('\0');  // no filter
    for (std::size_t x = 0; x < kWidth; ++x) rows += color;
  }
  std::string header;
  append_big_endian(header, kWidth, 4);
  append_big_endian(header, kHeight, 4);
  header.append("\x08\x02\x00\x00\x00"sv);  // 8 bits, RGB
  std::string png("\x89PNG\r\n\x1a\n"sv);
  append_chunk(png, "IHDR", header);
  append_chunk(png, "tEXt",
               std::string("Comment\0audmg conform "sv) + openssl::random_text(kMarkBytes));
  append_chunk(png, "IDAT", stored_zlib_stream(rows));
  append_chunk(png, "IEND", "");
  return png;
}

std::string make_wav() {
  constexpr std::uint32_t kRate = 8'000;
  constexpr double kLoudness = 8'000;
  const auto mark = static_cast<unsigned char>(openssl::random_bytes(1).front());
  const double pitch = 220.0 + mark;
  std::string samples;
  for (std::uint32_t i = 0; i < kRate; ++i) {
    const double phase = 2 * std::numbers::pi * pitch * i / kRate;
    append_little_endian(samples,
                         static_cast<std::uint32_t>(std::lround(kLoudness * std::sin(phase))), 2);
  }
  samples += openssl::random_bytes(kMarkBytes);
  std::string wav("RIFF");
  append_little_endian(wav, static_cast<std::uint32_t>(36 + samples.size()), 4);
  wav += "WAVEfmt ";
  append_little_endian(wav, 16, 4);
  append_little_endian(wav, 1, 2);  // PCM
  append_little_endian(wav, 1, 2);
  append_little_endian(wav, kRate, 4);
  append_little_endian(wav, kRate * 2, 4);
  append_little_endian(wav, 2, 2);
  append_little_endian(wav, 16, 2);
  wav += "data";
  append_little_endian(wav, static_cast<std::uint32_t>(samples.size()), 4);
  return wav + samples;
}

}  // namespace audmg::conformance
