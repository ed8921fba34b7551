// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"
#include "audmg/media/types/iso_box.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace audmg::media {
namespace {

constexpr std::array kSoundCodecs{four_characters("mp4a"), four_characters("alac"),
                                  four_characters("fLaC"), four_characters("Opus"),
                                  four_characters("ac-3"), four_characters("ec-3"),
                                  four_characters(".mp3")};
constexpr std::array kProtectedCodecs{four_characters("drms"), four_characters("enca")};
constexpr std::array kSpeechCodecs{four_characters("samr"), four_characters("sawb"),
                                   four_characters("sawp")};

/// A track whose handler is that of a video.
struct PictureTrack {
  std::uint32_t id = 0;
  bool has_still_codec = false;
  /// Pictures in it; nullopt when the track does not say, as in a fragmented file.
  std::optional<std::uint32_t> samples{};
  std::uint64_t seconds = 0;
};

struct Tracks {
  std::vector<PictureTrack> pictures{};
  /// Tracks that sound tracks name as their chapters.
  std::vector<std::uint32_t> chapters{};
  bool has_too_many = false;
  bool has_fragments = false;
  bool has_sound = false;
  /// Sample entry of the first sound track.
  std::uint32_t sound_codec = 0;
};

std::optional<Box> find_path(ByteWindow& bytes, std::optional<Box> box,
                             std::initializer_list<std::string_view> path) {
  for (const std::string_view type : path) {
    if (box) box = find_child(bytes, *box, four_characters(type));
  }
  return box;
}

// Returns the codec of the first sample entry: after version and flags, the number of entries and
// the size of the first.
std::uint32_t first_codec(ByteWindow& bytes, const std::optional<Box>& stsd) {
  const bool has_entry = stsd && stsd->body_size() >= 16 && bytes.be32(stsd->body + 4) >= 1;
  return has_entry ? bytes.be32(stsd->body + 12) : 0;
}

// MPEG-4's number for JPEG and PNG in an `mp4v` entry (the object type in its `esds`, mp4ra.org).
bool is_still_in_mp4v(ByteWindow& bytes, const Box& stsd) {
  constexpr std::uint64_t kFields = 86;  // of a visual sample entry, before its boxes
  constexpr std::uint8_t kStream = 3;
  constexpr std::uint8_t kDecoderConfig = 4;
  const Box entry{0, stsd.body + 8 + kFields, stsd.end};
  const auto esds = find_child(bytes, entry, four_characters("esds"));
  if (!esds) return false;
  std::uint64_t at = esds->body + 4;
  // A descriptor is its tag, its size in seven bits a byte, and its fields.
  const auto enter = [&](std::uint8_t tag) {
    constexpr int kMostSizeBytes = 4;
    if (bytes.u8(at++) != tag) return false;
    for (int i = 0; i < kMostSizeBytes && (bytes.u8(at++) & 0x80) != 0; ++i) {
    }
    return true;
  };
  if (!enter(kStream)) return false;
  at += 3;  // its number and flags
  if (!enter(kDecoderConfig)) return false;
  const std::uint8_t object = bytes.u8(at);
  return object == 0x6C || object == 0x6D;
}

PictureTrack read_picture_track(ByteWindow& bytes, const Box& trak, const Box& mdia) {
  constexpr std::array kStillCodecs{four_characters("jpeg"), four_characters("mjpa"),
                                    four_characters("mjpb"), four_characters("png "),
                                    four_characters("gif "), four_characters("tiff")};
  PictureTrack track;
  // Times of version 1 take 64 bits.
  if (const auto tkhd = find_child(bytes, trak, four_characters("tkhd"))) {
    track.id = bytes.be32(tkhd->body + (bytes.u8(tkhd->body) == 1 ? 20 : 12));
  }
  if (const auto mdhd = find_child(bytes, mdia, four_characters("mdhd"))) {
    const bool is_long = bytes.u8(mdhd->body) == 1;
    const std::uint64_t scale = bytes.be32(mdhd->body + (is_long ? 20 : 12));
    const std::uint64_t duration =
        is_long ? bytes.be64(mdhd->body + 24) : bytes.be32(mdhd->body + 16);
    track.seconds = scale == 0 ? 0 : duration / scale;
  }
  const auto stbl = find_path(bytes, mdia, {"minf", "stbl"});
  if (!stbl) return track;
  for (const std::string_view type : {"stsz", "stz2"}) {
    const auto sizes = find_child(bytes, *stbl, four_characters(type));
    if (sizes && sizes->body_size() >= 12) track.samples = bytes.be32(sizes->body + 8);
  }
  const auto stsd = find_child(bytes, *stbl, four_characters("stsd"));
  const std::uint32_t codec = first_codec(bytes, stsd);
  track.has_still_codec = std::ranges::find(kStillCodecs, codec) != kStillCodecs.end() ||
                          (codec == four_characters("mp4v") && is_still_in_mp4v(bytes, *stsd));
  return track;
}

void read_track(ByteWindow& bytes, const Box& trak, Tracks& tracks) {
  const auto mdia = find_child(bytes, trak, four_characters("mdia"));
  if (!mdia) return;
  const auto hdlr = find_child(bytes, *mdia, four_characters("hdlr"));
  if (!hdlr || hdlr->body_size() < 12) return;
  const std::uint32_t handler = bytes.be32(hdlr->body + 8);
  if (handler == four_characters("vide")) {
    tracks.pictures.push_back(read_picture_track(bytes, trak, *mdia));
  }
  if (handler != four_characters("soun")) return;
  constexpr std::uint64_t kMostChapterTracks = 8;
  if (const auto chap = find_path(bytes, trak, {"tref", "chap"})) {
    const std::uint64_t count = std::min(chap->body_size() / 4, kMostChapterTracks);
    for (std::uint64_t i = 0; i < count; ++i) {
      tracks.chapters.push_back(bytes.be32(chap->body + 4 * i));
    }
  }
  if (tracks.has_sound) return;
  tracks.has_sound = true;
  tracks.sound_codec = first_codec(bytes, find_path(bytes, *mdia, {"minf", "stbl", "stsd"}));
}

Tracks read_tracks(ByteWindow& bytes, const Box& moov) {
  constexpr int kMaxTracks = 64;
  Tracks tracks;
  int seen = 0;
  for_each_child(bytes, moov, 0, [&](const Box& child) {
    if (child.type == four_characters("mvex")) tracks.has_fragments = true;
    if (child.type == four_characters("trak") && ++seen <= kMaxTracks) {
      read_track(bytes, child, tracks);
    }
  });
  // With more tracks than anybody's song has, those unseen might be anything.
  tracks.has_too_many = seen > kMaxTracks;
  return tracks;
}

// A cover is one picture, whatever its codec. Pictures of chapters come slower than one a second,
// which no video does.
bool is_video(const PictureTrack& track, const Tracks& tracks) {
  if (!track.samples || tracks.has_fragments) return true;
  if (*track.samples <= 1) return false;
  const bool may_be_slides = track.has_still_codec ||
                             std::ranges::find(tracks.chapters, track.id) != tracks.chapters.end();
  return !may_be_slides || *track.samples > track.seconds + 1;
}

bool has_video(const Tracks& tracks) {
  return tracks.has_too_many || std::ranges::any_of(tracks.pictures, [&](const auto& track) {
           return is_video(track, tracks);
         });
}

Verdict judge(const Tracks& tracks) {
  const auto is_one_of = [&](const auto& codecs) {
    return std::ranges::find(codecs, tracks.sound_codec) != codecs.end();
  };
  if (has_video(tracks)) return refused("an MP4 video");
  if (!tracks.has_sound) return refused("an MP4 file without sound");
  if (is_one_of(kSoundCodecs)) return accepted(Format::m4a);
  if (is_one_of(kProtectedCodecs)) return refused("a copy-protected M4A file");
  if (is_one_of(kSpeechCodecs)) return refused("an AMR voice recording");
  return tracks.sound_codec == 0 ? damaged(Format::m4a)
                                 : refused("an MP4 file with an unusual sound codec");
}

}  // namespace

Verdict check_mp4(ByteWindow& bytes) {
  std::optional<Box> moov;
  bool has_samples = false;
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size(); ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    if (!box && moov && has_samples) break;
    if (!box) return bytes.has(offset, 16) ? damaged(Format::m4a) : truncated(Format::m4a);
    if (box->type == four_characters("mdat")) {
      // Samples that were cut play as far as they go.
      has_samples = has_samples || (box->body_size() > 0 && bytes.has(box->body, 1));
    } else if (box->type == four_characters("moov") && !moov) {
      if (box->end > bytes.size()) return truncated(Format::m4a);
      moov = box;
    }
    offset = box->end;
  }
  if (!moov) return truncated(Format::m4a);
  const Verdict verdict = judge(read_tracks(bytes, *moov));
  if (verdict.type && !has_samples) return truncated(Format::m4a);
  return verdict;
}

}  // namespace audmg::media
