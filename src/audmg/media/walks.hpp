// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/byte_window.hpp"
#include "audmg/media/formats.hpp"

namespace audmg::media {

/// Each walk follows one container from its first byte, far enough to know that it holds a picture
/// or sound of the format, in a bounded number of steps. Precondition: the signature matched. The
/// Verdict holds unless the window failed or was spent.
[[nodiscard]] Verdict walk_jpeg(ByteWindow& bytes);
[[nodiscard]] Verdict walk_png(ByteWindow& bytes);
[[nodiscard]] Verdict walk_gif(ByteWindow& bytes);
[[nodiscard]] Verdict walk_webp(ByteWindow& bytes);
[[nodiscard]] Verdict walk_tiff(ByteWindow& bytes);
/// Tells HEIC and AVIF apart by the coding of the primary picture; `likely` is the format that the
/// brands claim.
[[nodiscard]] Verdict walk_heif(ByteWindow& bytes, Format likely);
/// Accepts ISO media files that are not pictures when all their tracks are sound.
[[nodiscard]] Verdict walk_mp4(ByteWindow& bytes);
/// Walks MP3, AAC and FLAC, each after any number of ID3v2 tags.
[[nodiscard]] Verdict walk_tagged_audio(ByteWindow& bytes);
[[nodiscard]] Verdict walk_ogg(ByteWindow& bytes);
[[nodiscard]] Verdict walk_wav(ByteWindow& bytes);
[[nodiscard]] Verdict walk_aiff(ByteWindow& bytes);

/// The parts of walk_tagged_audio() after the tags.
[[nodiscard]] Verdict walk_flac(ByteWindow& bytes, std::uint64_t offset);
[[nodiscard]] Verdict walk_aac(ByteWindow& bytes, std::uint64_t offset);

}  // namespace audmg::media
