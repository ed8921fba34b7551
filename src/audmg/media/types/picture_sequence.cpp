// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/picture_sequence.hpp"

namespace audmg::media {
namespace {

/// Fields of a visual sample entry before the boxes in it (ISO/IEC 14496-12 section 12.1.3).
constexpr std::uint64_t kVisualEntryFields = 78;

/// Returns the box with its header as a part of the body, to be copied.
Box with_header(std::uint64_t start, const Box& box) { return {box.type, start, box.end}; }

/// As find_child(), from `skip` bytes behind the parent's start on, and with its header.
std::optional<Box> find_whole_child(ByteWindow& bytes, const Box& parent, std::uint64_t skip,
                                    std::uint32_t type) {
  std::optional<Box> found;
  std::uint64_t start = parent.body + skip;
  for_each_child(bytes, parent, skip, [&](const Box& child) {
    if (!found && child.type == type) found = with_header(start, child);
    start = child.end;
  });
  return found;
}

bool read_sample_entry(ByteWindow& bytes, const Box& table, PictureSequence& sequence) {
  const auto stsd = find_child(bytes, table, four_characters("stsd"));
  if (!stsd || stsd->body_size() < kFullBoxHeader + 4) return false;
  const auto entry = read_box(bytes, stsd->body + kFullBoxHeader + 4, stsd->end);
  if (!entry || entry->end > stsd->end || entry->body_size() < kVisualEntryFields) return false;
  const bool is_av1 = entry->type == four_characters("av01");
  if (!is_av1 && entry->type != four_characters("hvc1")) return false;
  const auto configuration = find_whole_child(bytes, *entry, kVisualEntryFields,
                                              four_characters(is_av1 ? "av1C" : "hvcC"));
  sequence.format = is_av1 ? Format::avif : Format::heic;
  sequence.width = bytes.be16(entry->body + 24);
  sequence.height = bytes.be16(entry->body + 26);
  sequence.colour = find_whole_child(bytes, *entry, kVisualEntryFields, four_characters("colr"));
  if (!configuration || sequence.width == 0 || sequence.height == 0) return false;
  sequence.configuration = *configuration;
  return true;
}

bool read_first_sample(ByteWindow& bytes, const Box& table, PictureSequence& sequence) {
  const auto sizes = find_child(bytes, table, four_characters("stsz"));
  if (!sizes || sizes->body_size() < kFullBoxHeader + 8) return false;
  const std::uint64_t same_size = bytes.be32(sizes->body + kFullBoxHeader);
  sequence.frames = bytes.be32(sizes->body + kFullBoxHeader + 4);
  const std::uint64_t first_size = sizes->body + kFullBoxHeader + 8;
  if (sequence.frames == 0 || (same_size == 0 && first_size + 4 > sizes->end)) return false;
  sequence.first_frame_bytes = same_size != 0 ? same_size : bytes.be32(first_size);
  if (const auto chunks = find_child(bytes, table, four_characters("stco"))) {
    if (chunks->body_size() < kFullBoxHeader + 8) return false;
    sequence.first_frame = bytes.be32(chunks->body + kFullBoxHeader + 4);
  } else if (const auto far_chunks = find_child(bytes, table, four_characters("co64"))) {
    if (far_chunks->body_size() < kFullBoxHeader + 12) return false;
    sequence.first_frame = bytes.be64(far_chunks->body + kFullBoxHeader + 4);
  }
  return sequence.first_frame != 0 && sequence.first_frame_bytes != 0 &&
         bytes.has(sequence.first_frame, sequence.first_frame_bytes);
}

std::optional<PictureSequence> read_track(ByteWindow& bytes, const Box& track) {
  const auto mdia = find_child(bytes, track, four_characters("mdia"));
  if (!mdia) return std::nullopt;
  const auto hdlr = find_child(bytes, *mdia, four_characters("hdlr"));
  if (!hdlr || hdlr->body_size() < 12 || bytes.be32(hdlr->body + 8) != four_characters("pict")) {
    return std::nullopt;
  }
  const auto minf = find_child(bytes, *mdia, four_characters("minf"));
  if (!minf) return std::nullopt;
  const auto table = find_child(bytes, *minf, four_characters("stbl"));
  if (!table) return std::nullopt;
  PictureSequence sequence;
  if (!read_sample_entry(bytes, *table, sequence) || !read_first_sample(bytes, *table, sequence)) {
    return std::nullopt;
  }
  return sequence;
}

}  // namespace

std::optional<Box> find_top_box(ByteWindow& bytes, std::uint32_t type) {
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size(); ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    if (!box || box->end > bytes.size()) return std::nullopt;
    if (box->type == type) return box;
    offset = box->end;
  }
  return std::nullopt;
}

std::optional<PictureSequence> find_picture_sequence(ByteWindow& bytes) {
  constexpr int kMaxTracks = 16;
  const auto moov = find_top_box(bytes, four_characters("moov"));
  if (!moov) return std::nullopt;
  std::optional<PictureSequence> found;
  int tracks = 0;
  for_each_child(bytes, *moov, 0, [&](const Box& track) {
    if (found || track.type != four_characters("trak") || ++tracks > kMaxTracks) return;
    found = read_track(bytes, track);
  });
  return found;
}

}  // namespace audmg::media
