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
  // Content types are those of the IANA registry where it has one, else of shared-mime-info;
  // audio/wav and audio/aiff are what browsers know.
  static constexpr FileType kJpeg{Kind::image, "JPEG", "image/jpeg"};
  static constexpr FileType kPng{Kind::image, "PNG", "image/png"};
  static constexpr FileType kGif{Kind::image, "GIF", "image/gif"};
  static constexpr FileType kWebp{Kind::image, "WebP", "image/webp"};
  static constexpr FileType kTiff{Kind::image, "TIFF", "image/tiff"};
  static constexpr FileType kHeic{Kind::image, "HEIC", "image/heic"};
  static constexpr FileType kAvif{Kind::image, "AVIF", "image/avif"};
  static constexpr FileType kJpegXl{Kind::image, "JPEG XL", "image/jxl"};
  static constexpr FileType kJpeg2000{Kind::image, "JPEG 2000", "image/jp2"};
  static constexpr FileType kJpeg2000Codestream{Kind::image, "JPEG 2000", "image/x-jp2-codestream"};
  static constexpr FileType kBmp{Kind::image, "BMP", "image/bmp"};
  static constexpr FileType kDng{Kind::image, "DNG", "image/x-adobe-dng"};
  static constexpr FileType kCr2{Kind::image, "Canon CR2", "image/x-canon-cr2"};
  static constexpr FileType kCr3{Kind::image, "Canon CR3", "image/x-canon-cr3"};
  static constexpr FileType kNef{Kind::image, "Nikon NEF", "image/x-nikon-nef"};
  static constexpr FileType kArw{Kind::image, "Sony ARW", "image/x-sony-arw"};
  static constexpr FileType kRaf{Kind::image, "Fujifilm RAF", "image/x-fuji-raf"};
  static constexpr FileType kOrf{Kind::image, "Olympus ORF", "image/x-olympus-orf"};
  static constexpr FileType kRw2{Kind::image, "Panasonic RW2", "image/x-panasonic-rw2"};
  static constexpr FileType kPef{Kind::image, "Pentax PEF", "image/x-pentax-pef"};
  static constexpr FileType kSrw{Kind::image, "Samsung SRW", "image/x-samsung-srw"};
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
    case Format::jpeg_xl:
      return kJpegXl;
    case Format::jpeg_2000:
      return kJpeg2000;
    case Format::jpeg_2000_codestream:
      return kJpeg2000Codestream;
    case Format::bmp:
      return kBmp;
    case Format::dng:
      return kDng;
    case Format::cr2:
      return kCr2;
    case Format::cr3:
      return kCr3;
    case Format::nef:
      return kNef;
    case Format::arw:
      return kArw;
    case Format::raf:
      return kRaf;
    case Format::orf:
      return kOrf;
    case Format::rw2:
      return kRw2;
    case Format::pef:
      return kPef;
    case Format::srw:
      return kSrw;
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
