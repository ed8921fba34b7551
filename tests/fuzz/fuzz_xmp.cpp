// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Any bytes as an XMP packet and as a sidecar: facts that a record may have, or a refusal.
#include "audmg/media/metadata/xmp_sidecar.hpp"
#include "readable_facts.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg::media;
  const auto found = read_xmp_sidecar({reinterpret_cast<const char*>(bytes), size});
  if (!found) return 0;
  ImageFacts facts{.taken_at = "2026-01-31T23:59:59+01:00"};
  apply_sidecar(*found, facts);
  assert_readable(facts);
  MetadataSources sources;
  sources.xmp = *found;
  ImageFacts merged;
  add_facts(sources, merged);
  assert_readable(merged);
  return 0;
}
