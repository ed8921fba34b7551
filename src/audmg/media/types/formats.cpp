// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/formats.hpp"

#include <string>

namespace audmg::media {
namespace {

Verdict flawed(std::string_view flaw, Format format) {
  const FileType& type = file_type(format);
  std::string text = "a ";
  text.append(flaw).append(" ").append(type.name);
  text.append(type.kind == Kind::image ? " image" : " file");
  return {std::nullopt, std::move(text)};
}

}  // namespace

const FileType& file_type(Format format) noexcept {
  // Content types are those of the IANA registry where it has one; audio/wav and audio/aiff are
  // what browsers know.
  static constexpr FileType kJpeg{Kind::image, "JPEG", "image/jpeg"};
  static constexpr FileType kPng{Kind::image, "PNG", "image/png"};
  static constexpr FileType kGif{Kind::image, "GIF", "image/gif"};
  static constexpr FileType kWebp{Kind::image, "WebP", "image/webp"};
  static constexpr FileType kTiff{Kind::image, "TIFF", "image/tiff"};
  static constexpr FileType kHeic{Kind::image, "HEIC", "image/heic"};
  static constexpr FileType kAvif{Kind::image, "AVIF", "image/avif"};
  static constexpr FileType kMp3{Kind::audio, "MP3", "audio/mpeg"};
  static constexpr FileType kFlac{Kind::audio, "FLAC", "audio/flac"};
  static constexpr FileType kOggVorbis{Kind::audio, "Ogg Vorbis", "audio/ogg"};
  static constexpr FileType kOggOpus{Kind::audio, "Ogg Opus", "audio/ogg"};
  static constexpr FileType kOggFlac{Kind::audio, "Ogg FLAC", "audio/ogg"};
  static constexpr FileType kWav{Kind::audio, "WAV", "audio/wav"};
  static constexpr FileType kM4a{Kind::audio, "M4A", "audio/mp4"};
  static constexpr FileType kAac{Kind::audio, "AAC", "audio/aac"};
  static constexpr FileType kAiff{Kind::audio, "AIFF", "audio/aiff"};
  switch (format) {
    case Format::jpeg:
      return kJpeg;
    case Format::png:
      return kPng;
    case Format::gif:
      return kGif;
    case Format::webp:
      return kWebp;
    case Format::tiff:
      return kTiff;
    case Format::heic:
      return kHeic;
    case Format::avif:
      return kAvif;
    case Format::mp3:
      return kMp3;
    case Format::flac:
      return kFlac;
    case Format::ogg_vorbis:
      return kOggVorbis;
    case Format::ogg_opus:
      return kOggOpus;
    case Format::ogg_flac:
      return kOggFlac;
    case Format::wav:
      return kWav;
    case Format::m4a:
      return kM4a;
    case Format::aac:
      return kAac;
    case Format::aiff:
      return kAiff;
  }
  return kJpeg;
}

Verdict accepted(Format format) { return {file_type(format), {}}; }
Verdict truncated(Format format) { return flawed("truncated", format); }
Verdict damaged(Format format) { return flawed("damaged", format); }
Verdict refused(std::string_view looks_like) { return {std::nullopt, std::string(looks_like)}; }

}  // namespace audmg::media
