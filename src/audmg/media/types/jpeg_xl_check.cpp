// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"
#include "audmg/media/types/iso_box.hpp"

namespace audmg::media {
namespace {

constexpr std::uint64_t kSignatureBytes = 2;
/// The shortest codestream of a picture has a dozen bytes: signature, headers, one section.
constexpr std::uint64_t kMinCodestreamBytes = 12;
constexpr std::uint64_t kSequenceBytes = 4;  // the number at the beginning of a jxlp box

bool is_codestream(ByteWindow& bytes, std::uint64_t offset, std::uint64_t end) {
  return end - offset >= kSignatureBytes && bytes.is_at(offset, "\xFF\x0A");
}

}  // namespace

// ISO/IEC 18181-2: a bare codestream, or boxes with the codestream in one (jxlc) or several (jxlp).
Verdict check_jpeg_xl(ByteWindow& bytes) {
  if (bytes.is_at(0, "\xFF\x0A")) {
    if (bytes.size() < kMinCodestreamBytes) return truncated(Format::jpeg_xl);
    // Two bytes are a weak signature. No headers are all zero: zero means no white point.
    return bytes.be64(kSignatureBytes) == 0 ? damaged(Format::jpeg_xl) : accepted(Format::jpeg_xl);
  }
  constexpr std::uint64_t kSignatureBox = 12;
  bool has_type = false;
  bool has_first_part = false;
  std::uint64_t offset = kSignatureBox;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size(); ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    if (!box) return bytes.has(offset, 16) ? damaged(Format::jpeg_xl) : truncated(Format::jpeg_xl);
    if (box->end > bytes.size()) return truncated(Format::jpeg_xl);
    if (box->type == four_characters("ftyp")) {
      has_type = box->body_size() >= 4 && bytes.be32(box->body) == four_characters("jxl ");
    } else if (!has_type) {
      return damaged(Format::jpeg_xl);  // nothing may stand before it
    } else if (box->type == four_characters("jxlc")) {
      return is_codestream(bytes, box->body, box->end) ? accepted(Format::jpeg_xl)
                                                       : damaged(Format::jpeg_xl);
    } else if (box->type == four_characters("jxlp")) {
      if (box->body_size() < kSequenceBytes) return damaged(Format::jpeg_xl);
      if (!has_first_part && !is_codestream(bytes, box->body + kSequenceBytes, box->end)) {
        return damaged(Format::jpeg_xl);
      }
      has_first_part = true;
      constexpr std::uint32_t kLast = 0x8000'0000;
      if ((bytes.be32(box->body) & kLast) != 0) return accepted(Format::jpeg_xl);
    }
    offset = box->end;
  }
  return truncated(Format::jpeg_xl);
}

}  // namespace audmg::media
