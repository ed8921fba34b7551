// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/text.hpp"
#include "audmg/lib/deflate/inflate.hpp"
#include "audmg/media/metadata/fact_text.hpp"
#include "audmg/media/metadata/metadata_blocks.hpp"
#include "audmg/media/metadata/raw_profile.hpp"
#include "audmg/media/metadata/timestamp.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <optional>

namespace audmg::media {
namespace {

/// One text of a PNG file (PNG third edition, section 11.3.3).
struct PngText {
  std::string keyword{};
  std::string text{};  ///< UTF-8, or bytes of a charset that is unknown
};

std::optional<std::string> inflated(std::string_view stream, std::size_t max_bytes) {
  auto bytes = deflate::inflate_zlib(stream, max_bytes);
  if (!bytes) return std::nullopt;
  return *std::move(bytes);
}

/// Reads the body of tEXt, zTXt or iTXt; nullopt when it is damaged or longer than `max_bytes`.
std::optional<PngText> read_text(std::string_view type, std::string_view body,
                                 std::size_t max_bytes) {
  PngText read{.keyword = std::string(take_until(body, '\0'))};
  bool is_compressed = type == "zTXt";
  if (type == "iTXt") {
    if (body.size() < 2) return std::nullopt;
    is_compressed = body[0] != 0;
    body.remove_prefix(2);   // the flag and the method
    take_until(body, '\0');  // the language
    take_until(body, '\0');  // the keyword in it
  } else if (is_compressed) {
    if (body.empty()) return std::nullopt;
    body.remove_prefix(1);  // the method
  }
  auto text = is_compressed ? inflated(body, max_bytes) : std::optional<std::string>(body);
  if (!text || text->size() > max_bytes) return std::nullopt;
  read.text = *std::move(text);
  return read;
}

/// Takes the predefined keywords of section 11.3.3.2.
void add_words(const PngText& text, std::size_t max_text_bytes, FoundFacts& found) {
  ImageFacts& facts = found.image;
  const auto set = [&](std::string& fact) {
    if (fact.empty()) fact = clean_line(text.text, max_text_bytes);
  };
  if (text.keyword == "Title") set(facts.title);
  if (text.keyword == "Author") set(facts.creator);
  if (text.keyword == "Copyright") set(facts.copyright);
  if (text.keyword == "Description" && facts.description.empty()) {
    facts.description = clean_description(text.text);
  }
  if (text.keyword == "Creation Time" && facts.taken_at.empty()) {
    if (const auto time = parse_timestamp(text.text)) facts.taken_at = time->text();
  }
}

void add_text(const PngText& text, std::size_t max_text_bytes, MetadataBlocks& blocks) {
  constexpr std::string_view kProfile = "Raw profile type ";
  if (text.keyword == "XML:com.adobe.xmp") return blocks.add_xmp(text.text);
  if (!text.keyword.starts_with(kProfile)) return add_words(text, max_text_bytes, blocks.container);
  add_raw_profile(std::string_view(text.keyword).substr(kProfile.size()), text.text, blocks);
}

void add_change_time(BoundedBytes body, FoundFacts& found) {
  const auto time =
      parse_timestamp(fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", body.be16(0), body.u8(2),
                                  body.u8(3), body.u8(4), body.u8(5), body.u8(6)));
  if (time && body.size() == 7) found.changed_at = time->text();
}

}  // namespace

void find_in_png(BoundedBytes file, std::size_t max_text_bytes, MetadataBlocks& blocks) {
  constexpr int kMaxChunks = 200'000;  // some writers make one for each 8 KiB of the picture
  constexpr int kMaxTexts = 200;
  int texts = 0;
  std::uint64_t at = 8;
  for (int i = 0; i < kMaxChunks && file.has(at, 12); ++i) {
    const std::uint32_t length = file.be32(at);
    const std::string_view type = file.part(at + 4, 4).text();
    const BoundedBytes body = file.part(at + 8, length);
    if (type == "IEND") return;
    if (type == "eXIf") blocks.add_exif(body.text());
    if (type == "tIME") add_change_time(body, blocks.container);
    if ((type == "tEXt" || type == "zTXt" || type == "iTXt") && ++texts <= kMaxTexts &&
        body.size() <= blocks.max_bytes()) {
      // A profile has two hexadecimal digits for each byte, and line breaks.
      const auto text = read_text(type, body.text(), 3 * blocks.max_bytes());
      if (text) add_text(*text, max_text_bytes, blocks);
    }
    at += 12 + std::uint64_t{length};
  }
}

}  // namespace audmg::media
