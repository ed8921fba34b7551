// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/companions/xmp_check.hpp"

#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/media/companions/companion_type.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace audmg::media {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::array<std::string_view, 3> kRoots{"<x:xmpmeta", "<x:xapmeta", "<rdf:RDF"};

/// Removes what stands from the text's beginning to the end of `end`; false when there is no end.
bool skip_to(std::string_view& text, std::string_view end) {
  const std::size_t place = text.find(end);
  if (place == std::string_view::npos) return false;
  text.remove_prefix(place + end.size());
  return true;
}

}  // namespace

bool begins_as_xmp(std::span<const std::byte> head) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (;;) {
    text = trim_left(text, kSpace);
    if (text.starts_with("<?")) {
      if (!skip_to(text, "?>")) return false;
    } else if (text.starts_with("<!--")) {
      if (!skip_to(text, "-->")) return false;
    } else {
      return std::ranges::any_of(kRoots,
                                 [&](std::string_view root) { return text.starts_with(root); });
    }
  }
}

Result<std::string_view> check_xmp(storage::ObjectReader& object) {
  AUDMG_ASSERT(object.info().size <= kMaxXmpSidecarBytes);
  std::string text(static_cast<std::size_t>(object.info().size), '\0');
  std::size_t filled = 0;
  while (filled < text.size()) {
    AUDMG_TRY(const std::size_t count,
              object.read_at(filled, std::as_writable_bytes(std::span(text)).subspan(filled)));
    if (count == 0) break;
    filled += count;
  }
  if (filled < text.size()) {
    return fail(ErrorCode::corrupt, "the object is shorter than its recorded size");
  }
  if (!count_code_points(text) || text.contains('\0')) return "The sidecar is not UTF-8 text.";
  if (text.contains("<!DOCTYPE")) return "The sidecar has a document type, which XMP never has.";
  return "";
}

}  // namespace audmg::media
