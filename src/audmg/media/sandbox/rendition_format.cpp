// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/rendition_format.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/media/types/descriptor_reader.hpp"
#include "audmg/media/types/file_type.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace audmg::media::sandbox {
namespace {

constexpr std::string_view kBinary = "application/octet-stream";
constexpr std::string_view kJson = "application/json";

std::string_view content_type(ImageFormat format) {
  switch (format) {
    case ImageFormat::webp:
      return "image/webp";
    case ImageFormat::jpeg:
      return "image/jpeg";
  }
  return "";
}

std::string_view content_type(AudioFormat format) {
  switch (format) {
    case AudioFormat::m4a:
      return "audio/mp4";
    case AudioFormat::mp3:
      return "audio/mpeg";
    case AudioFormat::opus:
      return "audio/mp4";  // Opus in MP4 (docs/adr/0009)
  }
  return "";
}

Result<std::string> recognise_media(storage::ObjectReader& file) {
  AUDMG_TRY(const Verdict verdict, inspect(file));
  return verdict.type ? std::string(verdict.type->content_type) : verdict.looks_like;
}

/// Accepts version 1 or 2, and a flags word with only the last bit allowed (audiowaveform's
/// doc/DataFormat.md). No browser takes such bytes for anything else.
Result<std::string> recognise_waveform(storage::ObjectReader& file) {
  std::array<std::byte, 8> head{};
  AUDMG_TRY(const std::size_t count, file.read_at(0, head));
  const bool fits = count == head.size() && (head[0] == std::byte{1} || head[0] == std::byte{2}) &&
                    head[4] <= std::byte{1};
  const auto is_zero = [](std::byte byte) { return byte == std::byte{0}; };
  const std::span bytes(head);
  if (fits && std::ranges::all_of(bytes.subspan(1, 3), is_zero) &&
      std::ranges::all_of(bytes.subspan(5, 3), is_zero)) {
    return std::string(kBinary);
  }
  return "no waveform";
}

/// Accepts an object of names and numbers: without "<" no reader can take it for markup.
Result<std::string> recognise_json(storage::ObjectReader& file) {
  const auto belongs = [](std::byte value) {
    const auto c = static_cast<char>(value);
    return is_digit(c) || is_lower(c) || std::string_view("_-+.,:[]{}\" \n\r\t").contains(c);
  };
  std::array<std::byte, 16384> piece{};
  for (std::uint64_t offset = 0; offset < file.info().size;) {
    AUDMG_TRY(const std::size_t count, file.read_at(offset, piece));
    if (count == 0) break;
    if ((offset == 0 && piece[0] != std::byte{'{'}) ||
        !std::ranges::all_of(std::span(piece).first(count), belongs)) {
      return "no waveform in JSON";
    }
    offset += count;
  }
  return std::string(kJson);
}

}  // namespace

std::optional<Expectation> find_expectation(const RenditionPlan& plan, std::string_view name) {
  const auto image = std::ranges::find(plan.images, name, &ImageRecipe::name);
  if (image != plan.images.end()) {
    return Expectation{RenditionFormat::media, content_type(image->format), recipe_id(*image)};
  }
  const auto audio = std::ranges::find(plan.audio, name, &AudioRecipe::name);
  if (audio != plan.audio.end()) {
    return Expectation{RenditionFormat::media, content_type(audio->format), recipe_id(*audio)};
  }
  if (name == "waveform") {
    return Expectation{RenditionFormat::waveform, kBinary, recipe_id(plan.waveform, false)};
  }
  if (name == "waveform_json") {
    return Expectation{RenditionFormat::waveform_json, kJson, recipe_id(plan.waveform, true)};
  }
  return std::nullopt;
}

Result<std::string> recognise(const Descriptor& file, std::uint64_t size, RenditionFormat format) {
  DescriptorReader reader(file.get(), size);
  switch (format) {
    case RenditionFormat::media:
      return recognise_media(reader);
    case RenditionFormat::waveform:
      return recognise_waveform(reader);
    case RenditionFormat::waveform_json:
      return recognise_json(reader);
  }
  return fail(ErrorCode::internal, "no such format");
}

}  // namespace audmg::media::sandbox
