// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Any bytes as an IPTC record or Photoshop's resources: facts that a record may have.
#include "audmg/media/media_limits.hpp"
#include "audmg/media/metadata/iptc.hpp"
#include "readable_facts.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg::media;
  const std::string_view block(reinterpret_cast<const char*>(bytes), size);
  assert_readable(read_iptc(block, MediaLimits{}.max_text_bytes).image);
  return 0;
}
