// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media {

enum class ImageFormat { webp, jpeg };
enum class AudioFormat { m4a, mp3, opus };

// When a rendition is made. In the plan of a job, `on_demand` means that it is demanded: a plan
// that is to be carried out leaves out what nobody has asked for.

enum class ImageUse {
  thumbnail,  ///< "always": for every image, and for the cover of every audio file
  /// "needed": for formats that not every browser shows (HEIC, AVIF, TIFF, JPEG XL, raw photos).
  display,
  on_demand,  ///< for an image whose owner asks for it
};

enum class AudioUse {
  needed,  ///< unless every browser plays the original
  always,
  on_demand,  ///< when the owner asks for it
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
  AudioUse use = AudioUse::needed;
  AudioFormat format = AudioFormat::mp3;
  std::uint32_t bitrate = 160'000;  ///< bits per second for stereo; half for mono
};

struct WaveformRecipe {
  bool binary = true;                    ///< "waveform"
  bool json = true;                      ///< "waveform_json"
  std::uint32_t pixels_per_second = 20;  ///< pairs of minimum and maximum per second
};

/// The video of a motion photo, which is copied.
struct MotionRecipe {
  bool video = true;  ///< kMotionName
};
inline constexpr std::string_view kMotionName = "motion";

/// Most recipes in a plan, images and audio together.
inline constexpr std::size_t kMaxRecipes = 16;

/// The renditions to make, as data that a deployment may set.
struct RenditionPlan {
  std::vector<ImageRecipe> images;
  std::vector<AudioRecipe> audio;
  WaveformRecipe waveform;
  MotionRecipe motion{};
};

/// Returns the default plan: small 256 px, medium 640 px, large 1440 px, display; universal where
/// it is needed and opus on demand; the waveform; the video of motion photos.
[[nodiscard]] RenditionPlan default_plan();

/// Parses "small=webp:256:75,display=jpeg:4096:85,universal=mp3:160k,opus=opus:128k:on_demand":
/// name and format, then longest side and quality, or bitrate, then optionally `always`, `needed`
/// or `on_demand`. Without that word, `display` and `universal` are made where they are needed, and
/// all others always. The waveform and motion are always those of the default plan.
/// Errors: invalid_argument with a message for the operator.
[[nodiscard]] Result<RenditionPlan> parse_rendition_plan(std::string_view text);

/// Part of every recipe_id(). Raise it with any code change that changes the bytes of such a
/// rendition; files made by older code are then made again.
inline constexpr std::uint32_t kImageRecipeVersion = 2;
inline constexpr std::uint32_t kAudioRecipeVersion = 1;
inline constexpr std::uint32_t kWaveformRecipeVersion = 1;
inline constexpr std::uint32_t kMotionRecipeVersion = 1;

/// Returns whether every current browser shows the type in an <img>; other images get a display
/// rendition.
[[nodiscard]] bool is_shown_everywhere(std::string_view content_type) noexcept;

/// Audio over this length gets no form unasked if every browser plays the original, and its file is
/// ready before the forms that it needs are made: encoding takes longer than everything else.
inline constexpr std::chrono::hours kLongAudio{1};

/// Returns whether the plan makes such a form of an audio file that nobody has asked for.
[[nodiscard]] bool is_made_unasked(AudioUse use, bool plays_everywhere, double duration_seconds);

/// Return an identifier that changes whenever the bytes that the recipe makes may change:
/// [a-z0-9-]+, part of object keys.
[[nodiscard]] std::string recipe_id(const ImageRecipe& recipe);
[[nodiscard]] std::string recipe_id(const AudioRecipe& recipe);
[[nodiscard]] std::string recipe_id(const WaveformRecipe& recipe, bool json);
[[nodiscard]] std::string recipe_id(const MotionRecipe& recipe);

}  // namespace audmg::media
