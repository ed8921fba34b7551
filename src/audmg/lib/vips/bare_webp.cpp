// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/bare_webp.hpp"

#include <cstddef>
#include <cstdint>

namespace audmg::vips {
namespace {

// The WebP container (RFC 9649, section 2): chunks of a name, a size and bytes, padded to even.
constexpr std::size_t kFileHeaderBytes = 12;
constexpr std::size_t kChunkHeaderBytes = 8;
constexpr std::size_t kExtendedHeaderBytes = 10;
constexpr char kAlphaFlag = 0x10;

std::uint32_t size_at(std::string_view bytes, std::size_t place) {
  std::uint32_t size = 0;
  for (std::size_t i = 4; i > 0; --i) {
    size = (size << 8U) | static_cast<std::uint8_t>(bytes[place + i - 1]);
  }
  return size;
}

std::string size_text(std::size_t size) {
  std::string text;
  for (unsigned shift = 0; shift < 32; shift += 8) text.push_back(static_cast<char>(size >> shift));
  return text;
}

bool is_picture(std::string_view name) {
  return name == "VP8 " || name == "VP8L" || name == "ALPH" || name == "VP8X";
}

}  // namespace

Result<std::string> bare_webp(std::string_view file) {
  const auto no_webp = [] { return fail(ErrorCode::internal, "the encoder wrote no WebP"); };
  const bool is_webp =
      file.size() >= kFileHeaderBytes && file.starts_with("RIFF") && file.substr(8, 4) == "WEBP";
  if (!is_webp) return no_webp();
  std::string chunks;
  for (std::string_view rest = file.substr(kFileHeaderBytes); !rest.empty();) {
    if (rest.size() < kChunkHeaderBytes) return no_webp();
    const std::size_t length = size_at(rest, 4);
    const std::size_t whole = kChunkHeaderBytes + length + length % 2;
    if (whole > rest.size()) return no_webp();
    std::string chunk(rest.substr(0, whole));
    rest.remove_prefix(whole);
    if (!is_picture(std::string_view(chunk).substr(0, 4))) continue;
    if (chunk.starts_with("VP8X")) {
      if (length != kExtendedHeaderBytes) return no_webp();
      char& flags = chunk[kChunkHeaderBytes];
      flags = static_cast<char>(flags & kAlphaFlag);
      if (flags == 0) continue;  // a plain file says all that is left
    }
    chunks += chunk;
  }
  return "RIFF" + size_text(4 + chunks.size()) + "WEBP" + chunks;
}

}  // namespace audmg::vips
