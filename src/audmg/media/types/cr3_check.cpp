// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"
#include "audmg/media/types/iso_box.hpp"

#include <optional>
#include <string_view>

namespace audmg::media {
namespace {

using namespace std::string_view_literals;

// The extended type of the box in which Canon keeps what the camera noted.
constexpr auto kCanonUuid = "\x85\xC0\xB6\x87\x82\x0F\x11\xE0\x81\x11\xF4\xCE\x46\x2B\x6A\x48"sv;

bool has_canon_box(ByteWindow& bytes, const Box& moov) {
  bool found = false;
  for_each_child(bytes, moov, 0, [&](const Box& child) {
    found =
        found || (child.type == four_characters("uuid") && child.body_size() >= kCanonUuid.size() &&
                  bytes.is_at(child.body, kCanonUuid));
  });
  return found;
}

}  // namespace

Verdict check_cr3(ByteWindow& bytes) {
  std::optional<Box> moov;
  bool has_media = false;
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size() && !(moov && has_media); ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    if (!box) return bytes.has(offset, 16) ? damaged(Format::cr3) : truncated(Format::cr3);
    if (box->end > bytes.size()) return truncated(Format::cr3);
    if (box->type == four_characters("moov")) moov = box;
    has_media = has_media || box->type == four_characters("mdat");
    offset = box->end;
  }
  if (!moov || !has_media) return truncated(Format::cr3);
  return has_canon_box(bytes, *moov) ? accepted(Format::cr3) : damaged(Format::cr3);
}

}  // namespace audmg::media
