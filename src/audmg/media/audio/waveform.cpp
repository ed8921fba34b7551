// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/waveform.hpp"

#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <cmath>

namespace audmg::media {
namespace {

constexpr std::uint32_t kVersion = 2;
constexpr std::uint32_t kEightBits = 1;  // flag of the binary header

void append_le32(std::string& out, std::uint32_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    out.push_back(static_cast<char>((value >> shift) & 0xffU));
  }
}

// Converts like audiowaveform: a 16-bit sample, divided and rounded towards zero.
std::int8_t to_peak(float sample) {
  const float scaled = std::clamp(sample * 32768.0F, -32768.0F, 32767.0F);
  return static_cast<std::int8_t>(static_cast<std::int32_t>(scaled) / 256);
}

}  // namespace

Waveform::Waveform(std::uint32_t sample_rate, std::uint32_t channels,
                   std::uint32_t pixels_per_second)
    : sample_rate_(sample_rate),
      channels_(channels),
      samples_per_pixel_(std::max(1U, sample_rate / std::max(1U, pixels_per_second))) {}

void Waveform::add(std::span<const float> samples) {
  const float share = 1.0F / static_cast<float>(channels_);
  while (!samples.empty()) {
    const std::size_t wanted = (samples_per_pixel_ - count_) * channels_;
    const std::span<const float> part = samples.first(std::min(wanted, samples.size()));
    float least = least_;
    float most = most_;
    for (std::size_t i = 0; i < part.size(); i += channels_) {
      float mixed = part[i];
      for (std::size_t channel = 1; channel < channels_; ++channel) mixed += part[i + channel];
      mixed *= share;
      least = std::min(least, mixed);
      most = std::max(most, mixed);
    }
    least_ = least;
    most_ = most;
    count_ += static_cast<std::uint32_t>(part.size() / channels_);
    if (count_ == samples_per_pixel_) end_pixel();
    samples = samples.subspan(part.size());
  }
}

void Waveform::finish() {
  if (count_ > 0) end_pixel();
}

void Waveform::add_stretched(const Waveform& window, std::size_t pixels) {
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::size_t source = 2 * (i * window.pixels() / pixels);
    peaks_.push_back(window.peaks_.empty() ? std::int8_t{0} : window.peaks_[source]);
    peaks_.push_back(window.peaks_.empty() ? std::int8_t{0} : window.peaks_[source + 1]);
  }
}

Waveform Waveform::empty_copy() const {
  Waveform copy(*this);
  copy.peaks_.clear();
  copy.reset_pixel();
  return copy;
}

std::size_t Waveform::pixels_for(double seconds) const {
  return static_cast<std::size_t>(std::ceil(seconds * sample_rate_ / samples_per_pixel_));
}

void Waveform::end_pixel() {
  peaks_.push_back(to_peak(least_));
  peaks_.push_back(to_peak(most_));
  reset_pixel();
}

void Waveform::reset_pixel() {
  least_ = std::numeric_limits<float>::max();
  most_ = std::numeric_limits<float>::lowest();
  count_ = 0;
}

std::string Waveform::binary() const {
  std::string out;
  append_le32(out, kVersion);
  append_le32(out, kEightBits);
  append_le32(out, sample_rate_);
  append_le32(out, samples_per_pixel_);
  append_le32(out, static_cast<std::uint32_t>(peaks_.size() / 2));
  append_le32(out, 1);  // channel
  out.append(reinterpret_cast<const char*>(peaks_.data()), peaks_.size());
  return out;
}

std::string Waveform::json() const {
  json::Writer out;
  out.begin_object()
      .field("version", kVersion)
      .field("channels", 1)
      .field("sample_rate", sample_rate_)
      .field("samples_per_pixel", samples_per_pixel_)
      .field("bits", 8)
      .field("length", peaks_.size() / 2)
      .key("data")
      .begin_array();
  for (const std::int8_t peak : peaks_) out.value(int{peak});
  return std::move(out.end_array().end_object()).take();
}

}  // namespace audmg::media
