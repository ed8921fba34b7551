// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/metadata/bounded_bytes.hpp"

#include <cstdint>
#include <string_view>

namespace audmg::media {

/// One box of an ISO base media file in memory (ISO/IEC 14496-12 section 4.2).
struct FileBox {
  std::string_view type;
  BoundedBytes body;
};

/// Calls `visit` with each box in `bytes`, up to the first one that is damaged; a box that is cut
/// has the bytes that are there. Visits a bounded number.
template <class Visitor>
void for_each_box(BoundedBytes bytes, Visitor&& visit) {
  constexpr int kMaxBoxes = 4096;
  std::uint64_t at = 0;
  for (int i = 0; i < kMaxBoxes && bytes.has(at, 8); ++i) {
    std::uint64_t size = bytes.be32(at);
    std::uint64_t header = 8;
    if (size == 1) {  // it did not fit in 32 bits
      size = bytes.big_endian(at + 8, 8);
      header = 16;
    } else if (size == 0) {  // to the end
      size = bytes.size() - at;
    }
    if (size < header || size > UINT64_MAX - at) return;
    visit(FileBox{bytes.part(at + 4, 4).text(), bytes.part(at + header, size - header)});
    at += size;
  }
}

}  // namespace audmg::media
