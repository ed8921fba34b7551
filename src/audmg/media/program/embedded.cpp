// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/program/embedded.hpp"

#ifdef AUDMG_MEDIA_PROGRAM

// The assembler copies the file; the compiler would need minutes for a C++ array.
asm(".pushsection .rodata\n"
    ".balign 16\n"
    ".hidden audmg_media_program_begin\n"
    ".global audmg_media_program_begin\n"
    "audmg_media_program_begin:\n"
    ".incbin \"" AUDMG_MEDIA_PROGRAM
    "\"\n"
    ".hidden audmg_media_program_end\n"
    ".global audmg_media_program_end\n"
    "audmg_media_program_end:\n"
    ".popsection\n");

extern "C" {
extern const std::byte audmg_media_program_begin[];
extern const std::byte audmg_media_program_end[];
}

namespace audmg::media {

std::span<const std::byte> embedded_program() noexcept {
  return {audmg_media_program_begin, audmg_media_program_end};
}

}  // namespace audmg::media

#else

namespace audmg::media {

std::span<const std::byte> embedded_program() noexcept { return {}; }

}  // namespace audmg::media

#endif
