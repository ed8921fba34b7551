// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/companions/video_check.hpp"

#include "audmg/media/types/iso_box.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace audmg::media {
namespace {

constexpr std::string_view kMp4 = "video/mp4";
constexpr std::string_view kQuickTime = "video/quicktime";

constexpr std::string_view kDamaged = "The video is damaged.";
constexpr std::string_view kCutOff = "The video is cut off.";
constexpr std::string_view kTooLong = "The video is longer than 30 seconds.";
constexpr std::string_view kNoVideo = "The file has no video track.";

/// A live photo has five: picture, sound, and what the phone noted in time.
constexpr int kMaxTracks = 32;

/// Major brands of videos (ISO/IEC 14496-12 annex E, 14496-14, 3GPP TS 26.244); those of pictures
/// and sound are not among them.
constexpr std::array kVideoBrands{
    four_characters("isom"), four_characters("iso2"), four_characters("iso3"),
    four_characters("iso4"), four_characters("iso5"), four_characters("iso6"),
    four_characters("mp41"), four_characters("mp42"), four_characters("avc1"),
    four_characters("3gp4"), four_characters("3gp5"), four_characters("3gp6"),
    four_characters("MSNV"), four_characters("M4V ")};

/// First boxes of QuickTime files from before there was "ftyp".
constexpr std::array kOldQuickTimeBoxes{four_characters("wide"), four_characters("mdat"),
                                        four_characters("moov")};

/// The clock of a movie or of a track: "mvhd" and "mdhd" keep it at the same place (ISO/IEC
/// 14496-12 sections 8.2.2 and 8.4.2).
struct Clock {
  std::uint32_t units_a_second = 0;
  std::uint64_t duration = 0;
};

std::optional<Clock> read_clock(ByteWindow& bytes, const Box& header) {
  const bool is_long = header.body_size() > 0 && bytes.u8(header.body) == 1;
  const std::uint64_t place = is_long ? 20 : 12;
  if (header.body_size() < place + (is_long ? 12U : 8U)) return std::nullopt;
  Clock clock{.units_a_second = bytes.be32(header.body + place), .duration = 0};
  clock.duration = is_long ? bytes.be64(header.body + place + 4)
                           : std::uint64_t{bytes.be32(header.body + place + 4)};
  if (clock.units_a_second == 0) return std::nullopt;
  return clock;
}

bool is_too_long(const Clock& clock) {
  const auto most = static_cast<std::uint64_t>(kMaxCompanionVideoTime.count());
  return clock.duration > most * clock.units_a_second;
}

struct Tracks {
  bool has_video = false;
  std::string_view problem;
};

/// Returns whether the track has a description of its samples.
bool has_description(ByteWindow& bytes, const Box& mdia) {
  const auto minf = find_child(bytes, mdia, four_characters("minf"));
  const auto stbl = minf ? find_child(bytes, *minf, four_characters("stbl")) : std::nullopt;
  const auto stsd = stbl ? find_child(bytes, *stbl, four_characters("stsd")) : std::nullopt;
  return stsd && stsd->body_size() >= 16 && bytes.be32(stsd->body + 4) >= 1;
}

void read_track(ByteWindow& bytes, const Box& trak, Tracks& tracks) {
  const auto mdia = find_child(bytes, trak, four_characters("mdia"));
  const auto mdhd = mdia ? find_child(bytes, *mdia, four_characters("mdhd")) : std::nullopt;
  const auto hdlr = mdia ? find_child(bytes, *mdia, four_characters("hdlr")) : std::nullopt;
  const auto clock = mdhd ? read_clock(bytes, *mdhd) : std::nullopt;
  if (!clock || !hdlr || hdlr->body_size() < 12) {
    tracks.problem = kDamaged;
  } else if (is_too_long(*clock)) {
    tracks.problem = kTooLong;
  } else if (bytes.be32(hdlr->body + 8) == four_characters("vide")) {
    tracks.has_video = tracks.has_video || (clock->duration > 0 && has_description(bytes, *mdia));
  }
}

std::string_view check_movie(ByteWindow& bytes, const Box& moov) {
  const auto mvhd = find_child(bytes, moov, four_characters("mvhd"));
  const auto clock = mvhd ? read_clock(bytes, *mvhd) : std::nullopt;
  if (!clock) return kDamaged;
  if (is_too_long(*clock)) return kTooLong;
  Tracks tracks;
  int seen = 0;
  for_each_child(bytes, moov, 0, [&](const Box& child) {
    if (child.type != four_characters("trak") || !tracks.problem.empty()) return;
    if (++seen > kMaxTracks) {
      tracks.problem = kDamaged;
    } else {
      read_track(bytes, child, tracks);
    }
  });
  if (!tracks.problem.empty()) return tracks.problem;
  // Also that of a fragmented file, whose movie has no time of its own.
  if (!tracks.has_video || clock->duration == 0) return kNoVideo;
  return {};
}

}  // namespace

std::optional<std::string_view> match_video_head(const Head& head) {
  const std::uint32_t type = head.be32(4);
  if (type == four_characters("ftyp")) {
    const std::uint32_t brand = head.be32(8);
    if (brand == four_characters("qt  ")) return kQuickTime;
    if (std::ranges::find(kVideoBrands, brand) != kVideoBrands.end()) return kMp4;
    return std::nullopt;
  }
  const bool is_old =
      std::ranges::find(kOldQuickTimeBoxes, type) != kOldQuickTimeBoxes.end() && head.be32(0) != 0;
  if (is_old) return kQuickTime;
  return std::nullopt;
}

std::string_view check_video(ByteWindow& bytes) {
  std::optional<Box> moov;
  bool has_samples = false;
  std::uint64_t offset = 0;
  for (int i = 0; offset < bytes.size(); ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    if (!box || i == kMaxBoxes) return kDamaged;
    if (box->end > bytes.size()) return kCutOff;
    if (box->type == four_characters("moov")) {
      if (moov) return kDamaged;
      moov = box;
    }
    has_samples = has_samples || (box->type == four_characters("mdat") && box->body_size() > 0);
    offset = box->end;
  }
  if (!moov || !has_samples) return kCutOff;
  return check_movie(bytes, *moov);
}

}  // namespace audmg::media
