// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/places/embedded.hpp"

// The assembler copies the file; the compiler would need minutes for a C++ array.
asm(".pushsection .rodata\n"
    ".balign 16\n"
    ".hidden audmg_place_table_begin\n"
    ".global audmg_place_table_begin\n"
    "audmg_place_table_begin:\n"
    ".incbin \"" AUDMG_PLACE_TABLE
    "\"\n"
    ".hidden audmg_place_table_end\n"
    ".global audmg_place_table_end\n"
    "audmg_place_table_end:\n"
    ".popsection\n");

extern "C" {
extern const std::byte audmg_place_table_begin[];
extern const std::byte audmg_place_table_end[];
}

namespace audmg::places {

std::span<const std::byte> embedded_table() noexcept {
  return {audmg_place_table_begin, audmg_place_table_end};
}

const Gazetteer& embedded_gazetteer() {
  static const Gazetteer kGazetteer = [] {
    auto opened = Gazetteer::open(embedded_table());
    AUDMG_ASSERT(opened.has_value());
    return *std::move(opened);
  }();
  return kGazetteer;
}

}  // namespace audmg::places
