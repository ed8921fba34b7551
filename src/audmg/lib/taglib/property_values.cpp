// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/taglib/property_values.hpp"

#include <fmt/format.h>

#include <taglib/attachedpictureframe.h>
#include <taglib/mp4coverart.h>
#include <taglib/mp4item.h>
#include <taglib/relativevolumeframe.h>
#include <taglib/unknownframe.h>

#include <array>
#include <cmath>
#include <utility>

namespace audmg::taglib {
namespace {

// Crafted tags may have a million of them.
constexpr unsigned kMaxNames = 1000;
constexpr unsigned kMaxValues = 100;
constexpr std::size_t kMaxPictures = 64;

void add_values(std::string name, const TagLib::StringList& list, FileTags& tags) {
  if (tags.values.size() >= kMaxNames || tags.values.contains(name)) return;
  std::vector<std::string> values;
  for (const TagLib::String& value : list) {
    if (values.size() == kMaxValues) break;
    if (!value.isEmpty()) values.push_back(value.to8Bit(true));
  }
  if (!values.empty()) tags.values.emplace(std::move(name), std::move(values));
}

void add_picture(bool is_front, const TagLib::ByteVector& bytes, FileTags& tags) {
  if (bytes.isEmpty() || tags.pictures.size() >= kMaxPictures) return;
  tags.pictures.push_back({is_front, std::string(bytes.data(), bytes.size())});
}

// Decodes the content of a text frame: the encoding, then the text.
TagLib::String text_of(const TagLib::ByteVector& content) {
  if (content.isEmpty() || content[0] < TagLib::String::Latin1 ||
      content[0] > TagLib::String::UTF8) {
    return {};
  }
  const TagLib::ByteVector text = content.mid(1);
  const auto encoding = static_cast<TagLib::String::Type>(content[0]);
  return encoding == TagLib::String::Latin1 ? TagLib::ID3v2::Tag::latin1StringHandler()->parse(text)
                                            : TagLib::String(text, encoding);
}

/// Adds the gain of a frame RVA2 (ID3v2.4 section 4.11) under ReplayGain's names. It is of the
/// album when the frame says so, and else of the track.
void add_relative_volume(const TagLib::ID3v2::RelativeVolumeFrame& frame, FileTags& tags) {
  const bool is_of_album = frame.identification().upper() == "ALBUM";
  const std::string prefix = is_of_album ? "REPLAYGAIN_ALBUM_" : "REPLAYGAIN_TRACK_";
  // Other channels are of no use here, and their list may hold numbers that are not of its type.
  const float decibels = frame.volumeAdjustment();
  const auto peak = frame.peakVolume();
  const unsigned bits = peak.bitsRepresentingPeak;
  if (decibels != 0 || bits != 0) {
    add_values(prefix + "GAIN", TagLib::String(fmt::format("{:.2f} dB", decibels)), tags);
  }
  constexpr unsigned kMaxPeakBits = 32;
  const unsigned bytes = (bits + 7) / 8;
  if (bits == 0 || bits > kMaxPeakBits || peak.peakVolume.size() < bytes) return;
  // A fixed-point number, whose highest bit is the one before the point.
  const double value = peak.peakVolume.toUInt(0U, bytes, true) / std::exp2(bits - 1);
  add_values(prefix + "PEAK", TagLib::String(fmt::format("{:.6f}", value)), tags);
}

std::string upper_name(const TagLib::String& name) { return name.upper().to8Bit(true); }

}  // namespace

void add_properties(const TagLib::PropertyMap& properties, FileTags& tags) {
  for (const auto& [name, values] : properties) add_values(upper_name(name), values, tags);
}

void add_pictures(const TagLib::List<TagLib::FLAC::Picture*>& pictures, FileTags& tags) {
  for (const TagLib::FLAC::Picture* picture : pictures) {
    if (picture->mimeType() == "-->") continue;  // a link
    add_picture(picture->type() == TagLib::FLAC::Picture::FrontCover, picture->data(), tags);
  }
}

void add_id3v2(const TagLib::ID3v2::Tag& tag, FileTags& tags) {
  add_properties(tag.properties(), tags);
  // MusicBrainz Picard's names for the order of ID3v2.3, which TagLib does not know.
  constexpr std::array<std::pair<const char*, const char*>, 3> kSortFrames{
      {{"XSOT", "TITLESORT"}, {"XSOP", "ARTISTSORT"}, {"XSOA", "ALBUMSORT"}}};
  for (const auto& [frame, name] : kSortFrames) {
    for (const TagLib::ID3v2::Frame* found : tag.frameList(frame)) {
      const auto* text = dynamic_cast<const TagLib::ID3v2::UnknownFrame*>(found);
      if (text != nullptr) add_values(name, text_of(text->data()), tags);
    }
  }
  for (const TagLib::ID3v2::Frame* found : tag.frameList("RVA2")) {
    const auto* volume = dynamic_cast<const TagLib::ID3v2::RelativeVolumeFrame*>(found);
    if (volume != nullptr) add_relative_volume(*volume, tags);
  }
  for (const char* const frame : {"APIC", "PIC"}) {
    for (const TagLib::ID3v2::Frame* found : tag.frameList(frame)) {
      const auto* picture = dynamic_cast<const TagLib::ID3v2::AttachedPictureFrame*>(found);
      if (picture == nullptr || picture->mimeType() == "-->") continue;
      add_picture(picture->type() == TagLib::ID3v2::AttachedPictureFrame::FrontCover,
                  picture->picture(), tags);
    }
  }
}

void add_ape(const TagLib::APE::Tag& tag, FileTags& tags) {
  add_properties(tag.properties(), tags);
  for (const auto& [name, item] : tag.itemListMap()) {
    if (item.type() != TagLib::APE::Item::Binary || !name.upper().startsWith("COVER ART")) continue;
    // A file name, then NUL, then the picture.
    const TagLib::ByteVector content = item.binaryData();
    const int end = content.find('\0');
    if (end >= 0) {
      add_picture(name.upper() == "COVER ART (FRONT)", content.mid(static_cast<unsigned>(end) + 1),
                  tags);
    }
  }
}

void add_xiph(TagLib::Ogg::XiphComment& tag, FileTags& tags) {
  add_properties(tag.properties(), tags);
  add_pictures(tag.pictureList(), tags);
}

void add_mp4(const TagLib::MP4::Tag& tag, FileTags& tags) {
  add_properties(tag.properties(), tags);
  for (const auto& [name, item] : tag.itemMap()) {
    if (name == "covr") {
      for (const TagLib::MP4::CoverArt& cover : item.toCoverArtList()) {
        add_picture(true, cover.data(), tags);
      }
    } else if (name.startsWith("----:")) {
      // "----:com.apple.iTunes:replaygain_track_gain": every program has names of its own.
      const int colon = name.rfind(":");
      add_values(upper_name(name.substr(static_cast<unsigned>(colon) + 1)), item.toStringList(),
                 tags);
    }
  }
}

void add_info(const TagLib::RIFF::Info::Tag& tag, FileTags& tags) {
  add_properties(tag.properties(), tags);
  constexpr std::array<std::pair<const char*, const char*>, 4> kFields{{{"IPRT", "TRACKNUMBER"},
                                                                        {"ITRK", "TRACKNUMBER"},
                                                                        {"ICOP", "COPYRIGHT"},
                                                                        {"IMUS", "COMPOSER"}}};
  for (const auto& [field, name] : kFields) add_values(name, tag.fieldText(field), tags);
}

}  // namespace audmg::taglib
