// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Any bytes as an EXIF block: facts that a record may have, and all of them readable again.
#include "audmg/media/media_limits.hpp"
#include "audmg/media/metadata/exif.hpp"
#include "readable_facts.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg::media;
  const auto block = std::as_bytes(std::span(bytes, size));
  assert_readable(read_exif(block, MediaLimits{}.max_text_bytes).image);
  assert_readable(read_exif_position(block).image);
  return 0;
}
