// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a companion of a picture. Whatever it claims, its inspection stays within the budget of
// reads, and only what its head promises is accepted.
#include "audmg/media/companions/companion_type.hpp"
#include "audmg/media/types/byte_window.hpp"
#include "doubles/memory_object_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t length) {
  using namespace audmg::media;
  const auto content = std::as_bytes(std::span(bytes, length));
  const CompanionVerdict head = identify_companion_head(content);
  AUDMG_ASSERT(head.type.has_value() == head.problem.empty());
  audmg::MemoryObjectReader object(content);
  const auto verdict = inspect_companion(object);
  AUDMG_ASSERT(verdict.has_value());
  AUDMG_ASSERT(verdict->type.has_value() == verdict->problem.empty());
  AUDMG_ASSERT(!verdict->type || (head.type && head.type->form == verdict->type->form));
  AUDMG_ASSERT(object.bytes_read() <=
               std::uint64_t{kMaxInspectionReads} * kHeadBytes + kMaxXmpSidecarBytes);
  return 0;
}
