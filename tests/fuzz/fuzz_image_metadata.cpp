// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Any bytes as a picture's file: the walks over JPEG, PNG with its compressed texts and raw
// profiles, WebP, GIF, TIFF, the items of HEIF and the boxes of its relatives give facts that a
// record may have.
#include "audmg/media/metadata/image_metadata.hpp"
#include "readable_facts.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg::media;
  ImageFacts facts;
  read_image_metadata(std::as_bytes(std::span(bytes, size)), MediaLimits{}, facts);
  assert_readable(facts);
  return 0;
}
