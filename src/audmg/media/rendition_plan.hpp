// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media {

enum class ImageFormat { webp, jpeg };
enum class AudioFormat { m4a, mp3, opus };

/// When an image rendition is made.
enum class ImageUse {
  thumbnail,  ///< of every image, and of the cover of every audio file
  display,    ///< of formats that not every browser shows (HEIC, AVIF, TIFF)
};

/// When an audio rendition is made.
enum class AudioUse {
  universal,  ///< unless every browser plays the original well
  always,
};

struct ImageRecipe {
  std::string name;
  ImageUse use = ImageUse::thumbnail;
  std::uint32_t max_side = 256;  ///< pixels; smaller pictures are not enlarged
  ImageFormat format = ImageFormat::webp;
  std::uint32_t quality = 75;  ///< 1..100
};

struct AudioRecipe {
  std::string name;
  AudioUse use = AudioUse::universal;
  AudioFormat format = AudioFormat::mp3;
  std::uint32_t bitrate = 160'000;  ///< bits per second for stereo; half for mono
};

struct WaveformRecipe {
  bool binary = true;                    ///< "waveform"
  bool json = true;                      ///< "waveform_json"
  std::uint32_t pixels_per_second = 20;  ///< minimum and maximum pairs a second
};

/// Most recipes of a plan, images and audio together.
inline constexpr std::size_t kMaxRecipes = 16;

/// Which renditions are made: data, not code. A deployment may set it.
struct RenditionPlan {
  std::vector<ImageRecipe> images;
  std::vector<AudioRecipe> audio;
  WaveformRecipe waveform;
};

/// small 256 px, large 1440 px, display; universal and opus; the waveform.
[[nodiscard]] RenditionPlan default_plan();

/// Reads "small=webp:256:75,display=jpeg:4096:85,universal=mp3:160k,opus=opus:128k": name, format,
/// then longest side and quality, or bitrate. A name `display` or `universal` has that use. The
/// waveform is always that of the default plan.
/// Errors: invalid_argument with a message for the operator.
[[nodiscard]] Result<RenditionPlan> parse_rendition_plan(std::string_view text);

/// Part of every recipe_id(): raised by whoever changes the code that makes such a rendition in a
/// way that changes its bytes. Files made by older code are then made again.
inline constexpr std::uint32_t kImageRecipeVersion = 1;
inline constexpr std::uint32_t kAudioRecipeVersion = 1;
inline constexpr std::uint32_t kWaveformRecipeVersion = 1;

/// What every browser of today shows in an <img>: the other images get a display rendition.
[[nodiscard]] bool is_shown_everywhere(std::string_view content_type) noexcept;

/// Changes whenever the bytes that the recipe makes may change: [a-z0-9-]+, part of object keys.
[[nodiscard]] std::string recipe_id(const ImageRecipe& recipe);
[[nodiscard]] std::string recipe_id(const AudioRecipe& recipe);
[[nodiscard]] std::string recipe_id(const WaveformRecipe& recipe, bool json);

}  // namespace audmg::media
