// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/adif_header.hpp"
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"
#include "audmg/media/types/id3_tags.hpp"
#include "audmg/media/types/mpeg_frame.hpp"
#include "audmg/media/types/signature.hpp"

#include <optional>

namespace audmg::media {
namespace {

// Returns whether the sound ends here: at the end of the file or where a tag begins.
bool is_end_of_sound(ByteWindow& bytes, std::uint64_t offset) {
  return offset == bytes.size() || bytes.is_at(offset, "TAG") || bytes.is_at(offset, "APETAGEX") ||
         bytes.is_at(offset, "LYRICSBEGIN") || bytes.is_at(offset, "ID3");
}

enum class FrameRun { whole, cut, none };

/// One kind of frame: how many bytes its header has, and what they say.
struct FrameKind {
  std::uint64_t header_bytes;
  std::optional<MpegFrame> (*parse)(ByteWindow& bytes, std::uint64_t offset);
};

constexpr FrameKind kMp3{4, [](ByteWindow& bytes, std::uint64_t offset) {
                           return parse_mpeg_frame(bytes.be32(offset));
                         }};
constexpr FrameKind kAdts{7, [](ByteWindow& bytes, std::uint64_t offset) {
                            const auto frame =
                                parse_adts_frame(bytes.be32(offset), bytes.be24(offset + 4));
                            return frame && frame->length >= 7 ? frame : std::nullopt;
                          }};

/// Number of frames of one stream that must follow each other.
struct Demand {
  int wanted = 3;
  int at_the_end = 1;  ///< when the sound ends before
};

// Follows frames of one stream from `offset`.
FrameRun follow_frames(ByteWindow& bytes, std::uint64_t offset, const FrameKind& kind,
                       Demand demand) {
  std::optional<MpegFrame> first;
  for (int i = 0; i < demand.wanted; ++i) {
    if (i >= demand.at_the_end && is_end_of_sound(bytes, offset)) return FrameRun::whole;
    if (!bytes.has(offset, kind.header_bytes)) return FrameRun::cut;
    const auto frame = kind.parse(bytes, offset);
    if (!frame || (first && !first->is_same_stream(*frame))) return FrameRun::none;
    if (!bytes.has(offset, frame->length)) return FrameRun::cut;
    if (!first) first = frame;
    offset += frame->length;
  }
  return FrameRun::whole;
}

Verdict walk_mp3(ByteWindow& bytes, std::uint64_t offset, bool tagged) {
  // Writers of tags leave padding and remains of older tags before the first frame; recordings of
  // a stream begin with zeros or in the middle of a frame. Without a tag, more frames are wanted.
  constexpr std::uint64_t kMaxGap = 65'536;
  const Demand demand = tagged ? Demand{} : Demand{.wanted = 5, .at_the_end = 3};
  const FrameRun first = follow_frames(bytes, offset, kMp3, {});
  if (first == FrameRun::whole) return accepted(Format::mp3);
  bool is_cut = first == FrameRun::cut;
  for (std::uint64_t gap = 1; gap <= kMaxGap && bytes.has(offset + gap, 4); ++gap) {
    if (bytes.spent() || bytes.error()) break;
    if (bytes.u8(offset + gap) != 0xFF) continue;
    const FrameRun later = follow_frames(bytes, offset + gap, kMp3, demand);
    if (later == FrameRun::whole) return accepted(Format::mp3);
    is_cut = is_cut || (!tagged && later == FrameRun::cut);
    if (!tagged && follow_frames(bytes, offset + gap, kAdts, demand) == FrameRun::whole) {
      return accepted(Format::aac);
    }
  }
  if (is_cut) return truncated(Format::mp3);
  if (tagged) return refused("an ID3 tag without MP3 sound");
  const bool begins_with_frame = bytes.has(offset, 4) && parse_mpeg_frame(bytes.be32(offset));
  return begins_with_frame ? damaged(Format::mp3) : refused(kUnknownKind);
}

}  // namespace

Verdict check_tagged_audio(ByteWindow& bytes) {
  const auto tags_end = skip_id3_tags(bytes);
  if (!tags_end) return damaged(Format::mp3);
  const std::uint64_t offset = *tags_end;
  if (!bytes.has(offset, 0)) return truncated(Format::mp3);
  if (offset == bytes.size()) return refused("an ID3 tag without sound");
  if (bytes.is_at(offset, "fLaC")) return check_flac(bytes, offset);
  if (bytes.is_at(offset, "ADIF")) {
    const auto header = read_adif_header(bytes, offset);
    if (header) return accepted(Format::aac);
    return header.error() == AdifFlaw::truncated ? truncated(Format::aac) : damaged(Format::aac);
  }
  if (bytes.has(offset, 4) && parse_adts_frame(bytes.be32(offset), 0)) {
    return check_aac(bytes, offset);
  }
  return walk_mp3(bytes, offset, offset > 0);
}

Verdict check_aac(ByteWindow& bytes, std::uint64_t offset) {
  constexpr int kFramesWanted = 3;
  std::optional<MpegFrame> first;
  for (int i = 0; i < kFramesWanted; ++i) {
    if (i > 0 && is_end_of_sound(bytes, offset)) return accepted(Format::aac);
    if (!bytes.has(offset, 7)) return truncated(Format::aac);
    const auto frame = parse_adts_frame(bytes.be32(offset), bytes.be24(offset + 4));
    if (!frame || frame->length < 7) return damaged(Format::aac);
    if (!bytes.has(offset, frame->length)) return truncated(Format::aac);
    if (first && !first->is_same_stream(*frame)) return damaged(Format::aac);
    if (!first) first = frame;
    offset += frame->length;
  }
  return accepted(Format::aac);
}

}  // namespace audmg::media
