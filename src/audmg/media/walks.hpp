// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/byte_window.hpp"
#include "audmg/media/formats.hpp"

namespace audmg::media {

/// Each walk follows one container from its first byte, far enough to know that a picture or sound
/// of the format is there, and takes a bounded number of steps. The signature was seen before.
/// The Verdict holds unless the window failed or was spent.
[[nodiscard]] Verdict walk_jpeg(ByteWindow& bytes);
[[nodiscard]] Verdict walk_png(ByteWindow& bytes);
[[nodiscard]] Verdict walk_gif(ByteWindow& bytes);
[[nodiscard]] Verdict walk_webp(ByteWindow& bytes);
[[nodiscard]] Verdict walk_tiff(ByteWindow& bytes);
/// HEIC and AVIF: told apart by how the primary picture is coded; `likely` is what the brands say.
[[nodiscard]] Verdict walk_heif(ByteWindow& bytes, Format likely);
/// ISO media files that are no picture: accepted when their tracks are sound only.
[[nodiscard]] Verdict walk_mp4(ByteWindow& bytes);
/// MP3, AAC and FLAC, each behind any number of ID3v2 tags.
[[nodiscard]] Verdict walk_tagged_audio(ByteWindow& bytes);
[[nodiscard]] Verdict walk_ogg(ByteWindow& bytes);
[[nodiscard]] Verdict walk_wav(ByteWindow& bytes);
[[nodiscard]] Verdict walk_aiff(ByteWindow& bytes);

/// The parts of walk_tagged_audio() after the tags.
[[nodiscard]] Verdict walk_flac(ByteWindow& bytes, std::uint64_t offset);
[[nodiscard]] Verdict walk_aac(ByteWindow& bytes, std::uint64_t offset);

}  // namespace audmg::media
