// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/rendition_plan.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace audmg::media {
namespace {

constexpr std::size_t kMaxRenditionNameBytes = 32;
constexpr std::uint32_t kMinSide = 16;          // pixels
constexpr std::uint32_t kMaxSide = 8192;        // pixels
constexpr std::uint32_t kMinBitrate = 8'000;    // bits per second
constexpr std::uint32_t kMaxBitrate = 512'000;  // bits per second

std::string_view to_string(ImageFormat format) {
  switch (format) {
    case ImageFormat::webp:
      return "webp";
    case ImageFormat::jpeg:
      return "jpeg";
  }
  return "";
}

std::string_view to_string(AudioFormat format) {
  switch (format) {
    case AudioFormat::m4a:
      return "m4a";
    case AudioFormat::mp3:
      return "mp3";
    case AudioFormat::opus:
      return "opus";
  }
  return "";
}

std::optional<std::uint32_t> parse_bitrate(std::string_view text) {
  if (!text.ends_with('k')) return parse_whole<std::uint32_t>(text, kMinBitrate, kMaxBitrate);
  text.remove_suffix(1);
  const auto thousands = parse_whole<std::uint32_t>(text, kMinBitrate / 1000, kMaxBitrate / 1000);
  if (!thousands) return std::nullopt;
  return *thousands * 1000;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kMaxRenditionNameBytes &&
         std::ranges::all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

/// One "name=format:..." of the text, split; `numbers` is what is between the format and the word
/// for when it is made.
struct Entry {
  std::string_view whole;
  std::string_view name;
  std::string_view format;
  std::string_view numbers;
  std::string_view when;
};

constexpr std::string_view kAlways = "always";
constexpr std::string_view kNeeded = "needed";
constexpr std::string_view kOnDemand = "on_demand";

/// Removes the last part of the numbers if it is a word that says when, and returns it.
std::string_view take_when(std::string_view& numbers) {
  for (const std::string_view word : {kAlways, kNeeded, kOnDemand}) {
    const std::size_t start = numbers.size() - std::min(numbers.size(), word.size() + 1);
    if (numbers.ends_with(word) && numbers[start] == ':') {
      numbers = numbers.substr(0, start);
      return word;
    }
  }
  return {};
}

ImageUse image_use(const Entry& entry) {
  if (entry.when == kOnDemand) return ImageUse::on_demand;
  if (entry.when == kAlways) return ImageUse::thumbnail;
  if (entry.when == kNeeded || entry.name == "display") return ImageUse::display;
  return ImageUse::thumbnail;
}

AudioUse audio_use(const Entry& entry) {
  if (entry.when == kOnDemand) return AudioUse::on_demand;
  if (entry.when == kAlways) return AudioUse::always;
  if (entry.when == kNeeded || entry.name == "universal") return AudioUse::needed;
  return AudioUse::always;
}

Result<void> add_image(const Entry& entry, ImageFormat format, RenditionPlan& plan) {
  std::string_view rest = entry.numbers;
  const auto side = parse_whole<std::uint32_t>(take_until(rest, ':'), kMinSide, kMaxSide);
  const auto quality = parse_whole<std::uint32_t>(rest, 1, 100);
  if (!side || !quality) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("\"{}\" is no image rendition: after the format come the longest side "
                            "({} to {} pixels) and the quality (1 to 100), as in "
                            "\"small=webp:256:75\", then perhaps always, needed or on_demand",
                            entry.whole, kMinSide, kMaxSide));
  }
  plan.images.push_back({std::string(entry.name), image_use(entry), *side, format, *quality});
  return {};
}

Result<void> add_audio(const Entry& entry, AudioFormat format, RenditionPlan& plan) {
  const auto bitrate = parse_bitrate(entry.numbers);
  if (!bitrate) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("\"{}\" is no audio rendition: after the format comes the bitrate ({}k "
                            "to {}k), as in \"opus=opus:128k\", then perhaps always, needed or "
                            "on_demand",
                            entry.whole, kMinBitrate / 1000, kMaxBitrate / 1000));
  }
  plan.audio.push_back({std::string(entry.name), audio_use(entry), format, *bitrate});
  return {};
}

Result<void> add_entry(std::string_view text, RenditionPlan& plan) {
  Entry entry{.whole = text, .name = {}, .format = {}, .numbers = text, .when = {}};
  entry.name = take_until(entry.numbers, '=');
  entry.format = take_until(entry.numbers, ':');
  entry.when = take_when(entry.numbers);
  if (!is_name(entry.name) || entry.name.starts_with("waveform") || entry.name == kMotionName) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("\"{}\": a rendition's name is a-z, 0-9 and _, at most {} characters, "
                            "is not \"motion\" and does not begin with \"waveform\"",
                            text, kMaxRenditionNameBytes));
  }
  for (const ImageFormat format : {ImageFormat::webp, ImageFormat::jpeg}) {
    if (entry.format == to_string(format)) return add_image(entry, format, plan);
  }
  for (const AudioFormat format : {AudioFormat::m4a, AudioFormat::mp3, AudioFormat::opus}) {
    if (entry.format == to_string(format)) return add_audio(entry, format, plan);
  }
  return fail(ErrorCode::invalid_argument,
              fmt::format("\"{}\": the format is none of webp, jpeg, m4a, mp3, opus", text));
}

}  // namespace

RenditionPlan default_plan() {
  return {
      .images = {{"small", ImageUse::thumbnail, 256, ImageFormat::webp, 75},
                 {"medium", ImageUse::thumbnail, 640, ImageFormat::webp, 75},
                 {"large", ImageUse::thumbnail, 1440, ImageFormat::webp, 75},
                 {"display", ImageUse::display, 4096, ImageFormat::jpeg, 85}},
      .audio = {{"universal", AudioUse::needed, AudioFormat::mp3, 160'000},
                {"opus", AudioUse::on_demand, AudioFormat::opus, 128'000}},
      .waveform = {},
  };
}

Result<RenditionPlan> parse_rendition_plan(std::string_view text) {
  RenditionPlan plan;
  std::set<std::string_view> names;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view entry = take_until(rest, ',');
    AUDMG_CHECK(add_entry(entry, plan));
    const std::string_view name = entry.substr(0, entry.find('='));
    if (!names.insert(name).second) {
      return fail(ErrorCode::invalid_argument, fmt::format("\"{}\" is there twice", name));
    }
    if (names.size() > kMaxRecipes) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("there are more than {} renditions", kMaxRecipes));
    }
  }
  if (names.empty() || text.ends_with(',')) {
    return fail(ErrorCode::invalid_argument, "a rendition is missing");
  }
  return plan;
}

bool is_shown_everywhere(std::string_view content_type) noexcept {
  return content_type == "image/jpeg" || content_type == "image/png" ||
         content_type == "image/gif" || content_type == "image/webp" || content_type == "image/bmp";
}

bool is_made_unasked(AudioUse use, bool plays_everywhere, double duration_seconds) {
  const bool is_long = duration_seconds > std::chrono::duration<double>(kLongAudio).count();
  switch (use) {
    case AudioUse::needed:
      return !plays_everywhere;
    case AudioUse::always:
      return !(plays_everywhere && is_long);
    case AudioUse::on_demand:
      return false;
  }
  return false;
}

std::string recipe_id(const ImageRecipe& recipe) {
  return fmt::format("image-v{}-{}-{}-q{}", kImageRecipeVersion, to_string(recipe.format),
                     recipe.max_side, recipe.quality);
}

std::string recipe_id(const AudioRecipe& recipe) {
  return fmt::format("audio-v{}-{}-{}", kAudioRecipeVersion, to_string(recipe.format),
                     recipe.bitrate);
}

std::string recipe_id(const WaveformRecipe& recipe, bool json) {
  return fmt::format("waveform-v{}-{}-{}", kWaveformRecipeVersion, json ? "json" : "dat",
                     recipe.pixels_per_second);
}

std::string recipe_id(const MotionRecipe& /*recipe*/) {
  return fmt::format("motion-v{}", kMotionRecipeVersion);
}

}  // namespace audmg::media
