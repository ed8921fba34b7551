// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/motion_video.hpp"

#include "audmg/media/types/byte_window.hpp"
#include "audmg/media/types/iso_box.hpp"
#include "audmg/media/types/motion_places.hpp"

#include <algorithm>
#include <array>

namespace audmg::media {
namespace {

constexpr std::array kBrands{
    four_characters("isom"), four_characters("iso2"), four_characters("iso3"),
    four_characters("iso4"), four_characters("iso5"), four_characters("iso6"),
    four_characters("iso7"), four_characters("iso8"), four_characters("iso9"),
    four_characters("mp41"), four_characters("mp42"), four_characters("avc1"),
    four_characters("M4V "), four_characters("3gp4"), four_characters("3gp5")};
constexpr std::array kVideoCodecs{four_characters("avc1"), four_characters("avc3"),
                                  four_characters("hvc1"), four_characters("hev1"),
                                  four_characters("av01"), four_characters("vp09"),
                                  four_characters("mp4v"), four_characters("s263")};
// Top-level boxes of MP4 files; what follows a video and is none of these is not part of it.
constexpr std::array kTopLevel{
    four_characters("ftyp"), four_characters("moov"), four_characters("mdat"),
    four_characters("free"), four_characters("skip"), four_characters("wide"),
    four_characters("udta"), four_characters("uuid"), four_characters("meta"),
    four_characters("moof"), four_characters("mfra"), four_characters("sidx")};

bool is_one_of(const auto& types, std::uint32_t type) {
  return std::ranges::find(types, type) != types.end();
}

// One of the brands is that of an MP4 file (ISO/IEC 14496-12 section 4.3).
bool has_brand(ByteWindow& bytes, const Box& ftyp) {
  constexpr std::uint64_t kMaxBrandBytes = 256;
  if (ftyp.body_size() < 8 || ftyp.body_size() > kMaxBrandBytes) return false;
  if (is_one_of(kBrands, bytes.be32(ftyp.body))) return true;
  for (std::uint64_t place = ftyp.body + 8; place + 4 <= ftyp.end; place += 4) {
    if (is_one_of(kBrands, bytes.be32(place))) return true;
  }
  return false;
}

bool is_video_track(ByteWindow& bytes, const Box& trak) {
  const auto mdia = find_child(bytes, trak, four_characters("mdia"));
  if (!mdia) return false;
  const auto hdlr = find_child(bytes, *mdia, four_characters("hdlr"));
  if (!hdlr || hdlr->body_size() < 12) return false;
  if (bytes.be32(hdlr->body + 8) != four_characters("vide")) return false;
  std::optional<Box> inner = mdia;
  for (const std::string_view name : {"minf", "stbl", "stsd"}) {
    inner = find_child(bytes, *inner, four_characters(name));
    if (!inner) return false;
  }
  // Version and flags, the number of entries, then the first entry with its size and codec.
  return inner->body_size() >= 16 && bytes.be32(inner->body + 4) >= 1 &&
         is_one_of(kVideoCodecs, bytes.be32(inner->body + 12));
}

bool has_video_track(ByteWindow& bytes, const Box& moov) {
  bool found = false;
  for_each_child(bytes, moov, 0, [&](const Box& child) {
    if (!found && child.type == four_characters("trak")) found = is_video_track(bytes, child);
  });
  return found;
}

// Returns 0 when the movie header (ISO/IEC 14496-12 section 8.2.2) does not tell.
double duration_of(ByteWindow& bytes, const Box& moov) {
  constexpr double kMaxSeconds = 3600;
  const auto mvhd = find_child(bytes, moov, four_characters("mvhd"));
  if (!mvhd || mvhd->body_size() < 32) return 0;
  const bool is_long = bytes.u8(mvhd->body) == 1;
  const double scale = bytes.be32(mvhd->body + (is_long ? 20 : 12));
  const double units = is_long ? static_cast<double>(bytes.be64(mvhd->body + 24))
                               : static_cast<double>(bytes.be32(mvhd->body + 16));
  if (scale == 0 || units / scale > kMaxSeconds) return 0;
  return units / scale;
}

// The MP4 file that begins at `offset` and ends before `limit`.
std::optional<MotionVideo> read_video(ByteWindow& bytes, std::uint64_t offset,
                                      std::uint64_t limit) {
  std::optional<Box> moov;
  bool has_samples = false;
  std::uint64_t end = offset;
  for (int i = 0; i < kMaxBoxes && end < limit; ++i) {
    const auto box = read_box(bytes, end, limit);
    if (!box || !is_one_of(kTopLevel, box->type)) break;
    if (box->end > limit) return std::nullopt;
    const bool is_first = end == offset;
    const bool is_ftyp = box->type == four_characters("ftyp");
    // A second one begins another file.
    if (is_first != is_ftyp) {
      if (is_first) return std::nullopt;
      break;
    }
    if (is_ftyp && !has_brand(bytes, *box)) return std::nullopt;
    if (box->type == four_characters("moov")) {
      if (moov) return std::nullopt;
      moov = box;
    }
    has_samples = has_samples || (box->type == four_characters("mdat") && box->body_size() > 0);
    end = box->end;
  }
  if (!moov || !has_samples || end - offset > kMaxMotionBytes) return std::nullopt;
  if (!has_video_track(bytes, *moov)) return std::nullopt;
  const double duration = duration_of(bytes, *moov);
  if (bytes.error() || bytes.spent()) return std::nullopt;
  return MotionVideo{offset, end - offset, duration};
}

}  // namespace

Result<std::optional<MotionVideo>> find_motion_video(storage::ObjectReader& file,
                                                     std::string_view content_type) {
  if (!may_have_motion(content_type)) return std::nullopt;
  ByteWindow bytes(file);
  std::optional<MotionVideo> video;
  if (const auto place = samsung_trailer_video(bytes)) {
    video = read_video(bytes, place->begin, place->end);
  }
  if (!video && content_type != "image/jpeg") {
    if (const auto place = motion_box(bytes)) video = read_video(bytes, place->begin, place->end);
  }
  if (bytes.error()) return std::unexpected(*bytes.error());
  if (video || content_type != "image/jpeg") return video;
  AUDMG_TRY(const bool claims_motion, claims_motion_photo(file));
  if (!claims_motion) return std::nullopt;
  FirstBoxes boxes(file);
  while (!video) {
    AUDMG_TRY(const auto offset, boxes.next());
    if (!offset) break;
    video = read_video(bytes, *offset, bytes.size());
  }
  if (bytes.error()) return std::unexpected(*bytes.error());
  return video;
}

Result<bool> is_motion_video(storage::ObjectReader& file) {
  ByteWindow bytes(file);
  const auto video = read_video(bytes, 0, bytes.size());
  if (bytes.error()) return std::unexpected(*bytes.error());
  return video && video->size == bytes.size();
}

bool may_have_motion(std::string_view content_type) noexcept {
  return content_type == "image/jpeg" || content_type == "image/heic" ||
         content_type == "image/avif";
}

}  // namespace audmg::media
