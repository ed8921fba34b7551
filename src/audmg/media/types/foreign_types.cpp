// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/signature.hpp"

#include <algorithm>
#include <array>

namespace audmg::media {
namespace {

using namespace std::string_view_literals;

struct ForeignType {
  std::size_t offset;
  std::string_view magic;
  std::string_view name;
};

// The first matching row wins, so longer magics precede shorter ones.
constexpr std::array kForeignTypes{
    ForeignType{4, "ftypqt  ", "a QuickTime movie"},
    ForeignType{4, "ftypjxl ", "a damaged JPEG XL image"},
    ForeignType{4, "ftypM4V ", "an MP4 video"},
    ForeignType{4, "ftypF4V ", "a Flash video"},
    ForeignType{4, "ftypf4v ", "a Flash video"},
    ForeignType{4, "JXL \r\n\x87\n", "a damaged JPEG XL image"},
    ForeignType{4, "jP  \r\n\x87\n", "a damaged JPEG 2000 image"},
    ForeignType{4, "moov", "a QuickTime movie"},
    ForeignType{4, "mdat", "a QuickTime movie"},
    ForeignType{4, "wide", "a QuickTime movie"},
    ForeignType{8, "AVI ", "an AVI video"},
    ForeignType{8, "ACON", "an animated cursor"},
    ForeignType{0, "\x1A\x45\xDF\xA3", "a Matroska or WebM file"},
    ForeignType{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11", "a Windows Media file (WMA or WMV)"},
    ForeignType{0, "FLV\x01", "a Flash video"},
    ForeignType{0, "\x00\x00\x01\xBA"sv, "an MPEG video"},
    ForeignType{0, "\x00\x00\x01\xB3"sv, "an MPEG video"},
    ForeignType{0, ".RMF", "a RealMedia file"},
    ForeignType{0, "MAC ", "a Monkey's Audio (APE) file"},
    ForeignType{0, "MP+", "a Musepack file"},
    ForeignType{0, "MPCK", "a Musepack file"},
    ForeignType{0, "wvpk", "a WavPack file"},
    ForeignType{0, "TTA1", "a True Audio file"},
    ForeignType{0, "TTA2", "a True Audio file"},
    ForeignType{0, "OFR ", "an OptimFROG file"},
    ForeignType{0, "tBaK", "a TAK file"},
    ForeignType{0, "DSD ", "a DSD file"},
    ForeignType{0, "FRM8", "a DSD file"},
    ForeignType{0, "caff", "a Core Audio file"},
    ForeignType{0, ".snd", "a Sun AU file"},
    ForeignType{0, "dns.", "a Sun AU file"},
    ForeignType{0, "MThd", "a MIDI file"},
    ForeignType{0, "#!AMR", "an AMR voice recording"},
    ForeignType{0, "riff\x2E\x91\xCF\x11", "a Wave64 file"},
    ForeignType{0, "\x0B\x77", "an AC-3 file"},
    ForeignType{0, "\x7F\xFE\x80\x01", "a DTS file"},
    ForeignType{0, "8BPS", "a Photoshop (PSD) image"},
    ForeignType{0, "gimp xcf", "a GIMP image"},
    ForeignType{0, "\x00\x00\x01\x00"sv, "an ICO icon"},
    ForeignType{0, "\x00\x00\x02\x00"sv, "a Windows cursor"},
    ForeignType{0, "icns", "an Apple icon"},
    ForeignType{0, "HEAPCCDR", "a Canon raw photo"},
    ForeignType{6, "HEAPCCDR", "a Canon raw photo"},
    ForeignType{0, "FOVb", "a Sigma raw photo"},
    ForeignType{0, "\0MRM"sv, "a Minolta raw photo"},
    ForeignType{0, "ARRI", "an ARRI raw frame"},
    ForeignType{0, "\x49\x49\xBC\x01", "a JPEG XR image"},
    ForeignType{0, "\x76\x2F\x31\x01", "an OpenEXR image"},
    ForeignType{0, "#?RADIANCE", "a Radiance HDR image"},
    ForeignType{0, "DDS ", "a DDS texture"},
    ForeignType{0, "BLP", "a BLP texture"},
    ForeignType{0, "qoif", "a QOI image"},
    ForeignType{0, "\x01\xDA\x00"sv, "an SGI image"},
    ForeignType{0, "\x01\xDA\x01"sv, "an SGI image"},
    ForeignType{4, "\x11\xAF", "an FLI animation"},
    ForeignType{4, "\x12\xAF", "an FLI animation"},
    ForeignType{0, "\x8AMNG", "an MNG animation"},
    ForeignType{0, "\x8BJNG", "a JNG image"},
    ForeignType{0,
                "\xFF\x01"
                "Exiv2",
                "a file of bare Exif metadata"},
    ForeignType{0, "AT&TFORM", "a DjVu document"},
    ForeignType{0, "%PDF-", "a PDF document"},
    ForeignType{0, "%!PS", "a PostScript document"},
    ForeignType{0, "{\\rtf", "an RTF document"},
    ForeignType{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document"},
    ForeignType{0, "SQLite format 3", "an SQLite database"},
    ForeignType{0, "PK\x03\x04", "a ZIP archive"},
    ForeignType{0, "PK\x05\x06", "a ZIP archive"},
    ForeignType{0, "\x1F\x8B", "a gzip archive"},
    ForeignType{0, "BZh", "a bzip2 archive"},
    ForeignType{0,
                "\xFD"
                "7zXZ",
                "an xz archive"},
    ForeignType{0, "\x28\xB5\x2F\xFD", "a Zstandard archive"},
    ForeignType{0, "7z\xBC\xAF\x27\x1C", "a 7-Zip archive"},
    ForeignType{0, "Rar!\x1A\x07", "a RAR archive"},
    ForeignType{257, "ustar", "a tar archive"},
    ForeignType{0,
                "\x7F"
                "ELF",
                "an executable program"},
    ForeignType{0, "MZ", "an executable program"},
    ForeignType{0, "\xCF\xFA\xED\xFE", "an executable program"},
    ForeignType{0, "\xCE\xFA\xED\xFE", "an executable program"},
    ForeignType{0, "\xCA\xFE\xBA\xBE", "an executable program"},
    ForeignType{0, "\0asm"sv, "a WebAssembly program"},
};

// Beginnings of texts, after blanks and a byte order mark, in any case.
constexpr std::array kTexts{
    ForeignType{0, "#extm3u", "a playlist"},
    ForeignType{0, "ffconcat", "a playlist"},
    ForeignType{0, "[playlist]", "a playlist"},
    ForeignType{0, "<!doctype html", "an HTML page"},
    ForeignType{0, "<html", "an HTML page"},
    ForeignType{0, "<head", "an HTML page"},
    ForeignType{0, "<body", "an HTML page"},
    ForeignType{0, "<script", "an HTML page"},
    ForeignType{0, "<iframe", "an HTML page"},
    ForeignType{0, "<svg", "an SVG drawing"},
    ForeignType{0, "<!doctype svg", "an SVG drawing"},
    ForeignType{0, "<?php", "a PHP script"},
    ForeignType{0, "<?xml", "an XML document"},
    ForeignType{0, "#!", "a script"},
};

bool is_netpbm(const Head& head) {
  const std::uint8_t blank = head.u8(2);
  return head.u8(0) == 'P' && head.u8(1) >= '1' && head.u8(1) <= '7' &&
         (blank == '\n' || blank == ' ' || blank == '\r' || blank == '\t');
}

bool is_transport_stream(const Head& head) {
  constexpr std::size_t kPacketBytes = 188;
  return head.u8(0) == 0x47 && head.u8(kPacketBytes) == 0x47 && head.u8(2 * kPacketBytes) == 0x47;
}

// Returns whether there are only printable characters, blanks and escapes, mostly ASCII.
bool is_text(const Head& head) {
  constexpr std::size_t kSeenBytes = 512;
  const std::size_t size = std::min(head.size(), kSeenBytes);
  std::size_t high = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint8_t byte = head.u8(i);
    const bool is_blank = (byte >= '\t' && byte <= '\r') || byte == 0x1B;
    if ((byte < 0x20 && !is_blank) || byte == 0x7F) return false;
    if (byte >= 0x80) ++high;
  }
  return high * 3 <= size || head.is_at(0, "\xEF\xBB\xBF");
}

bool is_wide_text(const Head& head) {
  const bool is_little = head.is_at(0, "\xFF\xFE") && head.u8(3) == 0;
  const bool is_big = head.is_at(0, "\xFE\xFF") && head.u8(2) == 0;
  return head.size() >= 4 && (is_little || is_big);
}

// Names markup and other text that its first words identify, whatever follows; empty otherwise.
std::string_view name_first_words(const Head& head) {
  std::size_t start = head.is_at(0, "\xEF\xBB\xBF") ? 3 : 0;
  while (start < head.size() &&
         ((head.u8(start) >= '\t' && head.u8(start) <= '\r') || head.u8(start) == ' ')) {
    ++start;
  }
  if (head.is_at(start, "<?xml") || head.is_at(start, "<!--")) {
    for (std::size_t i = start; i < head.size(); ++i) {
      if (head.is_word_at(i, "<svg")) return "an SVG drawing";
      if (head.is_word_at(i, "<html")) return "an HTML page";
    }
  }
  for (const ForeignType& text : kTexts) {
    if (head.is_word_at(start, text.magic)) return text.name;
  }
  return {};
}

}  // namespace

std::string_view name_foreign_type(const Head& head) {
  if (head.size() == 0) return "an empty file";
  for (const ForeignType& type : kForeignTypes) {
    if (head.is_at(type.offset, type.magic)) return type.name;
  }
  if (is_netpbm(head)) return "a PNM image";
  if (is_transport_stream(head)) return "an MPEG video";
  if (const auto name = name_first_words(head); !name.empty()) return name;
  if (is_text(head) || is_wide_text(head)) return "text";
  return kUnknownKind;
}

}  // namespace audmg::media
