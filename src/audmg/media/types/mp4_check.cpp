// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"
#include "audmg/media/types/iso_box.hpp"

#include <algorithm>
#include <array>

namespace audmg::media {
namespace {

constexpr std::array kSoundCodecs{four_characters("mp4a"), four_characters("alac"),
                                  four_characters("fLaC"), four_characters("Opus"),
                                  four_characters("ac-3"), four_characters("ec-3"),
                                  four_characters(".mp3")};
constexpr std::array kProtectedCodecs{four_characters("drms"), four_characters("enca")};
constexpr std::array kSpeechCodecs{four_characters("samr"), four_characters("sawb"),
                                   four_characters("sawp")};

struct Tracks {
  bool has_video = false;
  bool has_sound = false;
  /// Sample entry of the first sound track.
  std::uint32_t sound_codec = 0;
};

void read_track(ByteWindow& bytes, const Box& trak, Tracks& tracks) {
  const auto mdia = find_child(bytes, trak, four_characters("mdia"));
  if (!mdia) return;
  const auto hdlr = find_child(bytes, *mdia, four_characters("hdlr"));
  if (!hdlr || hdlr->body_size() < 12) return;
  const std::uint32_t handler = bytes.be32(hdlr->body + 8);
  if (handler == four_characters("vide")) tracks.has_video = true;
  if (handler != four_characters("soun") || tracks.has_sound) return;
  tracks.has_sound = true;
  const auto minf = find_child(bytes, *mdia, four_characters("minf"));
  if (!minf) return;
  const auto stbl = find_child(bytes, *minf, four_characters("stbl"));
  if (!stbl) return;
  const auto stsd = find_child(bytes, *stbl, four_characters("stsd"));
  // Version and flags, the number of entries, then the first entry with its size and codec.
  if (stsd && stsd->body_size() >= 16 && bytes.be32(stsd->body + 4) >= 1) {
    tracks.sound_codec = bytes.be32(stsd->body + 12);
  }
}

Tracks read_tracks(ByteWindow& bytes, const Box& moov) {
  constexpr int kMaxTracks = 64;
  Tracks tracks;
  int seen = 0;
  for_each_child(bytes, moov, 0, [&](const Box& child) {
    if (child.type == four_characters("trak") && ++seen <= kMaxTracks) {
      read_track(bytes, child, tracks);
    }
  });
  // With more tracks than anybody's song has, those unseen might be anything.
  if (seen > kMaxTracks) tracks.has_video = true;
  return tracks;
}

Verdict judge(const Tracks& tracks) {
  const auto is_one_of = [&](const auto& codecs) {
    return std::ranges::find(codecs, tracks.sound_codec) != codecs.end();
  };
  if (tracks.has_video) return refused("an MP4 video");
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
  bool is_cut = false;
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size(); ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    if (!box && moov && has_samples) break;
    if (!box) return bytes.has(offset, 16) ? damaged(Format::m4a) : truncated(Format::m4a);
    if (box->type == four_characters("mdat")) {
      has_samples = has_samples || box->body_size() > 0;
      is_cut = is_cut || box->end > bytes.size();
    } else if (box->type == four_characters("moov") && !moov) {
      if (box->end > bytes.size()) return truncated(Format::m4a);
      moov = box;
    }
    offset = box->end;
  }
  if (!moov) return truncated(Format::m4a);
  const Verdict verdict = judge(read_tracks(bytes, *moov));
  if (verdict.type && (is_cut || !has_samples)) return truncated(Format::m4a);
  return verdict;
}

}  // namespace audmg::media
