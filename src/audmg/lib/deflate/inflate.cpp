// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/deflate/inflate.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

namespace audmg::deflate {
namespace {

struct Free {
  void operator()(libdeflate_decompressor* decompressor) const {
    libdeflate_free_decompressor(decompressor);
  }
};

}  // namespace

Result<std::string> inflate_zlib(std::string_view stream, std::size_t max_bytes) {
  const std::unique_ptr<libdeflate_decompressor, Free> decompressor(
      libdeflate_alloc_decompressor());
  if (!decompressor) return fail(ErrorCode::internal, "no memory for a decompressor");
  // libdeflate wants to know the size beforehand, which the stream does not say.
  constexpr std::size_t kFirstRoom = std::size_t{64} * 1024;
  constexpr std::size_t kGrowth = 4;
  std::size_t room = std::min(kFirstRoom, max_bytes);
  while (true) {
    std::string bytes(room, '\0');
    std::size_t stream_bytes = 0;
    std::size_t size = 0;
    const libdeflate_result result =
        libdeflate_zlib_decompress_ex(decompressor.get(), stream.data(), stream.size(),
                                      bytes.data(), bytes.size(), &stream_bytes, &size);
    if (result == LIBDEFLATE_SUCCESS) {
      bytes.resize(size);
      return bytes;
    }
    if (result != LIBDEFLATE_INSUFFICIENT_SPACE) {
      return fail(ErrorCode::invalid_argument, "a damaged zlib stream");
    }
    if (room == max_bytes) return fail(ErrorCode::too_large, "a zlib stream of too many bytes");
    room = std::min(room * kGrowth, max_bytes);
  }
}

}  // namespace audmg::deflate
