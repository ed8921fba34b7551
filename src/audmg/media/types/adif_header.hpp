// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/byte_window.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

namespace audmg::media {

/// The header of AAC in the Audio Data Interchange Format (ISO/IEC 13818-7 section 6.2): one in
/// front of all sound, which follows without headers of its own. It describes the first program;
/// hardly any file has another one.
struct AdifHeader {
  std::uint64_t sound_offset = 0;  ///< where the first raw data block begins
  std::uint32_t profile = 0;       ///< 0 Main, 1 LC, 2 SSR, 3 LTP
  std::uint32_t sample_rate = 0;   ///< hertz, without that of spectral band replication
  std::uint32_t channels = 0;
  /// The same as an AudioSpecificConfig (ISO/IEC 14496-3 section 1.6.2.1), as decoders want it.
  std::string decoder_config{};
};

/// Why a header cannot be read: the file ends before its sound begins, or the header contradicts
/// the specification.
enum class AdifFlaw { truncated, damaged };

/// Reads the header at `offset`. Precondition: "ADIF" is there.
[[nodiscard]] std::expected<AdifHeader, AdifFlaw> read_adif_header(ByteWindow& bytes,
                                                                   std::uint64_t offset);

/// Reads the header of a file that may have ID3v2 tags in front; nullopt for other files, too.
[[nodiscard]] std::optional<AdifHeader> find_adif_header(ByteWindow& bytes);

}  // namespace audmg::media
