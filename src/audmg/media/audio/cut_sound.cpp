// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/cut_sound.hpp"

#include "audmg/media/types/byte_window.hpp"
#include "audmg/media/types/open_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace audmg::media {
namespace {

/// Encoders add and decoders leave out some hundredths of a second at both ends; what the tables of
/// an MP4 say may differ from its sound a little more.
constexpr double kLeastMissingSeconds = 0.25;
constexpr double kLeastMissingShare = 0.01;

/// Returns whether a number of bytes stands for "not known yet": writers to a pipe claim close to 2
/// or 4 GiB.
bool is_placeholder(double bytes) {
  constexpr double kSlack = 65'536;
  constexpr double kTwoGib = 2'147'483'648.0;
  return std::abs(bytes - kTwoGib) <= kSlack || std::abs(bytes - 2 * kTwoGib) <= kSlack;
}

/// Returns how much of its sound a WAV file has, 0 to 1; nullopt when it has all, or when it does
/// not say. FFmpeg believes the size of the file instead of the header.
std::optional<double> share_of_wav(const RenderTask& task) {
  constexpr int kMaxChunks = 1000;
  constexpr std::uint64_t kHeaderBytes = 8;
  OpenFile file(task.input, task.size);
  ByteWindow bytes(file);
  std::uint64_t at = 12;
  for (int i = 0; i < kMaxChunks && bytes.has(at, kHeaderBytes); ++i) {
    const std::uint32_t size = bytes.le32(at + 4);
    const std::uint64_t body = at + kHeaderBytes;
    if (bytes.is_at(at, "data")) {
      if (size == 0 || is_placeholder(size) || bytes.has(body, size)) return std::nullopt;
      return static_cast<double>(task.size - body) / size;
    }
    at = body + size + (size & 1U);
  }
  return std::nullopt;
}

/// Returns the length that the header claims, in seconds; 0 when it says nothing.
double claimed_seconds(const RenderTask& task, const ffmpeg::StreamClaims& claims,
                       double heard_seconds) {
  if (task.content_type == "audio/wav") {
    const auto share = share_of_wav(task);
    return share && *share > 0 ? heard_seconds / *share : 0;
  }
  const double claimed = claims.duration_seconds.value_or(0);
  return is_placeholder(claimed * static_cast<double>(claims.exact_bitrate) / 8) ? 0 : claimed;
}

/// Returns whether the page at `place` goes on behind the end of `bytes`; false when there is no
/// page (RFC 3533 section 6).
bool is_cut_page(std::string_view bytes, std::size_t place) {
  constexpr std::size_t kHeaderBytes = 27;
  constexpr std::size_t kVersionPlace = 4;
  const std::string_view page = bytes.substr(place);
  if (page.size() > kVersionPlace && page[kVersionPlace] != 0) return false;
  if (page.size() < kHeaderBytes) return true;
  const std::size_t segments = static_cast<std::uint8_t>(page[kHeaderBytes - 1]);
  std::size_t size = kHeaderBytes + segments;
  for (const char segment : page.substr(kHeaderBytes, segments)) {
    size += static_cast<std::uint8_t>(segment);
  }
  return page.size() < size;
}

bool has_cut_page(const RenderTask& task) {
  constexpr std::uint64_t kMaxPageBytes = 65'307;
  const std::uint64_t wanted = std::min(task.size, kMaxPageBytes);
  std::string end(wanted, '\0');
  const ssize_t count =
      task.input.read_at(task.size - wanted, std::as_writable_bytes(std::span(end)));
  if (count < 0 || static_cast<std::uint64_t>(count) < wanted) return false;
  const std::size_t last = end.rfind("OggS");
  return last != std::string::npos && is_cut_page(end, last);
}

}  // namespace

std::string describe_cut(const RenderTask& task, const AudioReader& reader,
                         const ffmpeg::StreamClaims& claims, double heard_seconds) {
  if (reader.has_lost_end() || (task.content_type == "audio/ogg" && has_cut_page(task))) {
    return "The recording is damaged: its end is missing.";
  }
  if (task.content_type == "audio/ogg") return "";
  const double claimed = claimed_seconds(task, claims, heard_seconds);
  const double missing = claimed - heard_seconds;
  if (missing < kLeastMissingSeconds || missing < claimed * kLeastMissingShare) return "";
  const auto percent = std::clamp(static_cast<int>(100 * heard_seconds / claimed), 1, 99);
  return fmt::format("The recording is damaged: only {} % of it can be heard.", percent);
}

}  // namespace audmg::media
