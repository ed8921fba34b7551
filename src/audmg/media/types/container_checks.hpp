// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/byte_window.hpp"
#include "audmg/media/types/formats.hpp"

namespace audmg::media {

/// Each walk follows one container from its first byte, far enough to know that it holds a picture
/// or sound of the format, in a bounded number of steps. Precondition: the signature matched. The
/// Verdict holds unless the window failed or was spent.
[[nodiscard]] Verdict check_jpeg(ByteWindow& bytes);
[[nodiscard]] Verdict check_png(ByteWindow& bytes);
[[nodiscard]] Verdict check_gif(ByteWindow& bytes);
[[nodiscard]] Verdict check_webp(ByteWindow& bytes);
/// Tells TIFF pictures, and the raw photos that are TIFF files, apart by their directories.
[[nodiscard]] Verdict check_tiff(ByteWindow& bytes);
/// Walks ORF and RW2, which are TIFF files with a magic number of their own.
[[nodiscard]] Verdict check_tiff_variant(ByteWindow& bytes, Format format);
[[nodiscard]] Verdict check_raf(ByteWindow& bytes);
[[nodiscard]] Verdict check_cr3(ByteWindow& bytes);
/// Tells HEIC and AVIF apart by the coding of the primary picture; `likely` is the format that the
/// brands claim.
[[nodiscard]] Verdict check_heif(ByteWindow& bytes, Format likely);
[[nodiscard]] Verdict check_jpeg_xl(ByteWindow& bytes);
[[nodiscard]] Verdict check_jpeg_2000(ByteWindow& bytes);
[[nodiscard]] Verdict check_bmp(ByteWindow& bytes);
/// Accepts ISO media files that are not pictures when all their tracks are sound.
[[nodiscard]] Verdict check_mp4(ByteWindow& bytes);
/// Walks MP3, AAC (ADTS and ADIF) and FLAC, each after any number of ID3v2 tags.
[[nodiscard]] Verdict check_tagged_audio(ByteWindow& bytes);
[[nodiscard]] Verdict check_ogg(ByteWindow& bytes);
[[nodiscard]] Verdict check_wav(ByteWindow& bytes);
[[nodiscard]] Verdict check_aiff(ByteWindow& bytes);

/// The parts of check_tagged_audio() after the tags.
[[nodiscard]] Verdict check_flac(ByteWindow& bytes, std::uint64_t offset);
[[nodiscard]] Verdict check_aac(ByteWindow& bytes, std::uint64_t offset);

}  // namespace audmg::media
