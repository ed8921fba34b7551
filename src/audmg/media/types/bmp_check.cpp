// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/bmp_header.hpp"
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"

#include <algorithm>

namespace audmg::media {
namespace {

Verdict refuse(BmpFlaw flaw) {
  switch (flaw) {
    case BmpFlaw::cut:
      return truncated(Format::bmp);
    case BmpFlaw::embedded:
      return refused("a BMP file around a JPEG or PNG image, as only printers take it");
    case BmpFlaw::fax_coded:
      return refused("an OS/2 bitmap with an unusual compression");
    case BmpFlaw::damaged:
      break;
  }
  return damaged(Format::bmp);
}

}  // namespace

Verdict check_bmp(ByteWindow& bytes) {
  const auto head = bytes.head();
  const auto header = parse_bmp_header(head.first(std::min(head.size(), kBmpHeaderBytes)));
  if (!header) return refuse(header.error());
  if (header->coding != BmpCoding::plain) {
    // How long it is shows only when it is decoded; one pair of bytes is the shortest code.
    return bytes.has(header->pixels_offset, 2) ? accepted(Format::bmp) : truncated(Format::bmp);
  }
  // Some programs leave out the padding of the last row.
  const std::uint64_t stride = header->row_stride();
  const std::uint64_t rows_before = header->height - 1;
  if (rows_before > bytes.size() / stride) return truncated(Format::bmp);
  const std::uint64_t pixels = stride * rows_before + header->row_bytes();
  return bytes.has(header->pixels_offset, pixels) ? accepted(Format::bmp) : truncated(Format::bmp);
}

}  // namespace audmg::media
