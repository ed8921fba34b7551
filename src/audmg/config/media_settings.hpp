// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/setting_bounds.hpp"
#include "audmg/config/setting_table.hpp"

#include <array>
#include <cstdint>

namespace audmg::config {

inline constexpr std::uint64_t kMaxAudioSeconds = 1000 * std::uint64_t{3600};
inline constexpr std::uint64_t kMaxMegapixels = 100'000;
inline constexpr std::uint64_t kMaxImageSide = 1'000'000;
inline constexpr std::uint64_t kMinDecoderMemory = std::uint64_t{256} * 1024 * 1024;

/// Rows of setting_table(). What is made of files, and what decoders may take.
inline constexpr std::array kMediaSettings{
    SettingDescriptor{.name = "AUDMG_MEDIA",
                      .flag = "--media",
                      .type = SettingType::on_off,
                      .field = &Settings::media,
                      .default_text = "on",
                      .help = "Whether thumbnails, waveforms and other renditions are made."},
    SettingDescriptor{.name = "AUDMG_MEDIA_WORKERS",
                      .flag = "--media-workers",
                      .type = SettingType::count,
                      .field = &Settings::media_workers,
                      .default_text = "auto",
                      .help = "Files that are decoded at the same time; auto goes by the cores.",
                      .max = 64},
    SettingDescriptor{.name = "AUDMG_RENDITIONS",
                      .flag = "--renditions",
                      .type = SettingType::text,
                      .field = &Settings::renditions,
                      .help =
                          "Which renditions are made: name=format:longest side:quality for "
                          "images, name=format:bitrate for audio, separated by commas; each may "
                          "end with :always, :needed (where not every browser shows or plays "
                          "the original) or :on_demand. Unset: small, medium and large always, "
                          "display and universal where needed, opus on demand."},
    SettingDescriptor{.name = "AUDMG_MAX_JPEG_MEGAPIXELS",
                      .flag = "--max-jpeg-megapixels",
                      .type = SettingType::count,
                      .field = &Settings::max_jpeg_megapixels,
                      .default_text = "600",
                      .help = "Largest JPEG that is decoded, in millions of pixels.",
                      .min = 1,
                      .max = kMaxMegapixels},
    SettingDescriptor{.name = "AUDMG_MAX_HEIF_MEGAPIXELS",
                      .flag = "--max-heif-megapixels",
                      .type = SettingType::count,
                      .field = &Settings::max_heif_megapixels,
                      .default_text = "120",
                      .help = "The same for HEIC and AVIF, which need more memory; a larger one is "
                              "shown by the thumbnail in the file.",
                      .min = 1,
                      .max = kMaxMegapixels},
    SettingDescriptor{.name = "AUDMG_MAX_IMAGE_MEGAPIXELS",
                      .flag = "--max-image-megapixels",
                      .type = SettingType::count,
                      .field = &Settings::max_image_megapixels,
                      .default_text = "250",
                      .help = "The same for all other pictures; of an animation the first frame "
                              "counts.",
                      .min = 1,
                      .max = kMaxMegapixels},
    SettingDescriptor{.name = "AUDMG_MAX_IMAGE_SIDE",
                      .flag = "--max-image-side",
                      .type = SettingType::count,
                      .field = &Settings::max_image_side,
                      .default_text = "65535",
                      .help = "Largest width and height of a picture that is decoded, in pixels.",
                      .min = 1,
                      .max = kMaxImageSide},
    SettingDescriptor{.name = "AUDMG_MAX_IMAGE_TIME",
                      .flag = "--max-image-time",
                      .type = SettingType::duration,
                      .field = &Settings::max_image_time,
                      .default_text = "2m",
                      .help = "How long one picture may keep a core busy.",
                      .min = 1,
                      .max = kDay},
    SettingDescriptor{.name = "AUDMG_MAX_DECODER_MEMORY",
                      .flag = "--max-decoder-memory",
                      .type = SettingType::bytes,
                      .field = &Settings::max_decoder_memory,
                      .default_text = "1GiB",
                      .help = "Most memory that decoding one file may take.",
                      .min = kMinDecoderMemory,
                      .max = kMaxObjectBytes},
    SettingDescriptor{.name = "AUDMG_MAX_RENDITIONS_SIZE",
                      .flag = "--max-renditions-size",
                      .type = SettingType::bytes,
                      .field = &Settings::max_renditions_size,
                      .default_text = "1GiB",
                      .help = "Most bytes that are made of one file.",
                      .min = 1,
                      .max = kMaxObjectBytes},
    SettingDescriptor{.name = "AUDMG_MAX_AUDIO_DURATION",
                      .flag = "--max-audio-duration",
                      .type = SettingType::duration,
                      .field = &Settings::max_audio_duration,
                      .default_text = "200h",
                      .help = "Longest recording that is decoded.",
                      .min = 1,
                      .max = kMaxAudioSeconds},
    SettingDescriptor{.name = "AUDMG_AUDIO_CPU_PER_HOUR",
                      .flag = "--audio-cpu-per-hour",
                      .type = SettingType::duration,
                      .field = &Settings::audio_cpu_per_hour,
                      .default_text = "4m",
                      .help = "How long an hour of audio may keep a core busy; every file has at "
                              "least four hours' worth.",
                      .min = 1,
                      .max = kDay},
};

}  // namespace audmg::config
