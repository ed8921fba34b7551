// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/file_type.hpp"

#include <string_view>

namespace audmg::media {

/// The formats on the allow-list.
enum class Format {
  jpeg,
  png,
  gif,
  webp,
  tiff,
  heic,
  avif,
  jpeg_xl,
  jpeg_2000,
  jpeg_2000_codestream,
  bmp,
  dng,
  cr2,
  cr3,
  nef,
  arw,
  raf,
  orf,
  rw2,
  pef,
  srw,
  mp3,
  flac,
  ogg_vorbis,
  ogg_opus,
  ogg_flac,
  wav,
  m4a,
  aac,
  aiff,
};

/// Returns the format's display name and the content type it is served as.
[[nodiscard]] const FileType& file_type(Format format) noexcept;

[[nodiscard]] Verdict accepted(Format format);
/// Returns "a truncated JPEG image": the file ends before its structure does.
[[nodiscard]] Verdict truncated(Format format);
/// Returns "a damaged JPEG image": the structure contradicts the format's specification.
[[nodiscard]] Verdict damaged(Format format);
/// Returns a verdict that is not on the allow-list, with a description for the client.
[[nodiscard]] Verdict refused(std::string_view looks_like);

}  // namespace audmg::media
