// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a raw photo. LibRaw reads its headers, and the preview that it names lies inside the file
// or is a copy of the size that it claims. LibRaw itself may crash, which in the product costs its
// process only: so here each file has a process, too, and only a broken promise of ours counts.
#include "audmg/core/result.hpp"
#include "audmg/lib/libraw/raw_photo.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

using namespace audmg;

bool keeps_promises(std::span<const std::byte> file) {
  const auto photo = libraw::read_photo(file);
  if (!photo) {
    return photo.error().code == ErrorCode::invalid_argument ||
           photo.error().code == ErrorCode::too_large;
  }
  if (photo->orientation < 1 || photo->orientation > 8) return false;
  const auto preview = photo->jpeg_preview;
  const bool is_inside =
      preview.empty() || (preview.data() > file.data() && &preview.back() <= &file.back());
  const auto& bitmap = photo->bitmap_preview;
  return is_inside &&
         (!bitmap || bitmap->samples.size() == std::size_t{bitmap->width} * bitmap->height * 3);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  constexpr int kBroken = 77;
  const pid_t child = ::fork();
  if (child == 0) ::_exit(keeps_promises(std::as_bytes(std::span(bytes, size))) ? 0 : kBroken);
  int status = 0;
  pid_t ended = -1;
  do {
    ended = ::waitpid(child, &status, 0);
  } while (ended < 0 && errno == EINTR);  // libFuzzer looks at the clock by signals
  AUDMG_ASSERT(child > 0 && ended == child);
  AUDMG_ASSERT(!WIFEXITED(status) || WEXITSTATUS(status) != kBroken);
  return 0;
}
