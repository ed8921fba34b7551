// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a file. Whatever it claims, its inspection stays within the budget of reads.
#include "audmg/media/types/byte_window.hpp"
#include "audmg/media/types/file_type.hpp"
#include "doubles/memory_object_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t length) {
  using namespace audmg::media;
  const auto content = std::as_bytes(std::span(bytes, length));
  const Verdict head = identify_head(content);
  AUDMG_ASSERT(head.type.has_value() == head.looks_like.empty());
  audmg::MemoryObjectReader object(content);
  const auto verdict = inspect(object);
  AUDMG_ASSERT(verdict.has_value());
  AUDMG_ASSERT(verdict->type.has_value() == verdict->looks_like.empty());
  AUDMG_ASSERT(!verdict->type || head.type);
  AUDMG_ASSERT(object.reads() <= kMaxInspectionReads);
  AUDMG_ASSERT(object.bytes_read() <= std::uint64_t{kMaxInspectionReads} * kHeadBytes);
  return 0;
}
