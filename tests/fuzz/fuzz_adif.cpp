// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a file. What is read of an ADIF header keeps within its contract.
#include "audmg/media/types/adif_header.hpp"
#include "doubles/memory_object_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t length) {
  using namespace audmg::media;
  audmg::MemoryObjectReader object(std::as_bytes(std::span(bytes, length)));
  ByteWindow window(object);
  const auto header = find_adif_header(window);
  AUDMG_ASSERT(!window.spent());
  if (!header) return 0;
  constexpr std::uint32_t kMostChannels = 3 * 15 * 2 + 3;
  constexpr std::size_t kMostConfigBytes = 64;
  AUDMG_ASSERT(header->sound_offset < length);
  AUDMG_ASSERT(header->profile < 4);
  AUDMG_ASSERT(header->sample_rate >= 8'000 && header->sample_rate <= 96'000);
  AUDMG_ASSERT(header->channels >= 1 && header->channels <= kMostChannels);
  AUDMG_ASSERT(header->decoder_config.size() <= kMostConfigBytes);
  return 0;
}
