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

/// Content types are those of the IANA registry where it has one, else of shared-mime-info;
/// audio/wav and audio/aiff are what browsers know.
constexpr std::pair<Format, FileType> kFileTypes[] = {
    {Format::jpeg, {Kind::image, "JPEG", "image/jpeg"}},
    {Format::png, {Kind::image, "PNG", "image/png"}},
    {Format::gif, {Kind::image, "GIF", "image/gif"}},
    {Format::webp, {Kind::image, "WebP", "image/webp"}},
    {Format::tiff, {Kind::image, "TIFF", "image/tiff"}},
    {Format::heic, {Kind::image, "HEIC", "image/heic"}},
    {Format::avif, {Kind::image, "AVIF", "image/avif"}},
    {Format::jpeg_xl, {Kind::image, "JPEG XL", "image/jxl"}},
    {Format::jpeg_2000, {Kind::image, "JPEG 2000", "image/jp2"}},
    {Format::jpeg_2000_codestream, {Kind::image, "JPEG 2000", "image/x-jp2-codestream"}},
    {Format::bmp, {Kind::image, "BMP", "image/bmp"}},
    {Format::dng, {Kind::image, "DNG", "image/x-adobe-dng"}},
    {Format::cr2, {Kind::image, "Canon CR2", "image/x-canon-cr2"}},
    {Format::cr3, {Kind::image, "Canon CR3", "image/x-canon-cr3"}},
    {Format::nef, {Kind::image, "Nikon NEF", "image/x-nikon-nef"}},
    {Format::arw, {Kind::image, "Sony ARW", "image/x-sony-arw"}},
    {Format::raf, {Kind::image, "Fujifilm RAF", "image/x-fuji-raf"}},
    {Format::orf, {Kind::image, "Olympus ORF", "image/x-olympus-orf"}},
    {Format::rw2, {Kind::image, "Panasonic RW2", "image/x-panasonic-rw2"}},
    {Format::pef, {Kind::image, "Pentax PEF", "image/x-pentax-pef"}},
    {Format::srw, {Kind::image, "Samsung SRW", "image/x-samsung-srw"}},
    {Format::mp3, {Kind::audio, "MP3", "audio/mpeg"}},
    {Format::flac, {Kind::audio, "FLAC", "audio/flac"}},
    {Format::ogg_vorbis, {Kind::audio, "Ogg Vorbis", "audio/ogg"}},
    {Format::ogg_opus, {Kind::audio, "Ogg Opus", "audio/ogg"}},
    {Format::ogg_flac, {Kind::audio, "Ogg FLAC", "audio/ogg"}},
    {Format::wav, {Kind::audio, "WAV", "audio/wav"}},
    {Format::m4a, {Kind::audio, "M4A", "audio/mp4"}},
    {Format::aac, {Kind::audio, "AAC", "audio/aac"}},
    {Format::aiff, {Kind::audio, "AIFF", "audio/aiff"}},
};

constexpr bool is_in_the_order_of_formats() {
  for (std::size_t i = 0; i < std::size(kFileTypes); ++i) {
    if (kFileTypes[i].first != static_cast<Format>(i)) return false;
  }
  return true;
}
static_assert(is_in_the_order_of_formats() &&
              kFileTypes[std::size(kFileTypes) - 1].first == Format::aiff);

}  // namespace

const FileType& file_type(Format format) noexcept {
  return kFileTypes[static_cast<std::size_t>(format)].second;
}

Verdict accepted(Format format) { return {file_type(format), {}}; }
Verdict truncated(Format format) { return flawed("truncated", format); }
Verdict damaged(Format format) { return flawed("damaged", format); }
Verdict refused(std::string_view looks_like) { return {std::nullopt, std::string(looks_like)}; }

}  // namespace audmg::media
