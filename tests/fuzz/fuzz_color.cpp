// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a file or an ICC profile. Whatever it claims about its colours, the walks stay within the
// budget of reads, and what they find can be converted.
#include "audmg/media/color/find_color.hpp"
#include "audmg/media/color/srgb_conversion.hpp"
#include "doubles/memory_object_reader.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

using namespace audmg::media;

void use(const std::optional<ColorCoding>& coding) {
  if (!coding) return;
  constexpr std::array<std::uint8_t, 6> kSamples{0, 0, 0, 10, 128, 255};
  std::array<std::uint8_t, 6> converted{};
  SrgbConversion(*coding).convert(kSamples, 3, converted);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t length) {
  const auto content = std::as_bytes(std::span(bytes, length));
  use(icc_color(content));
  audmg::MemoryObjectReader object(content);
  ByteWindow png(object);
  const PngColor color = png_color(png);
  use(color.code_points);
  use(color.measured);
  ByteWindow heif(object);
  use(heif_color(heif));
  AUDMG_ASSERT(object.reads() <= 2 * kMaxInspectionReads);
  return 0;
}
