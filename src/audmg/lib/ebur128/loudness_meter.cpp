// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ebur128/loudness_meter.hpp"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace audmg::ebur128 {
namespace {

int channel_of(Weight weight) {
  switch (weight) {
    case Weight::none:
      return EBUR128_UNUSED;
    case Weight::front:
      return EBUR128_LEFT;
    case Weight::surround:
      return EBUR128_LEFT_SURROUND;
  }
  return EBUR128_UNUSED;
}

}  // namespace

struct LoudnessMeter::State {
  explicit State(ebur128_state* opened) noexcept : handle(opened) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { ::ebur128_destroy(&handle); }

  ebur128_state* handle;
};

LoudnessMeter::LoudnessMeter(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
LoudnessMeter::LoudnessMeter(LoudnessMeter&&) noexcept = default;
LoudnessMeter& LoudnessMeter::operator=(LoudnessMeter&&) noexcept = default;
LoudnessMeter::~LoudnessMeter() = default;

Result<LoudnessMeter> LoudnessMeter::open(std::uint32_t sample_rate,
                                          std::span<const Weight> channels) {
  ebur128_state* handle = ::ebur128_init(static_cast<unsigned>(channels.size()), sample_rate,
                                         EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
  if (handle == nullptr) {
    return fail(ErrorCode::invalid_argument, "libebur128 does not take these channels and rate");
  }
  LoudnessMeter meter(std::make_unique<State>(handle));
  unsigned number = 0;
  for (const Weight weight : channels) {
    ::ebur128_set_channel(handle, number++, channel_of(weight));
  }
  return meter;
}

Result<void> LoudnessMeter::add(std::span<const float> samples) {
  const int result = ::ebur128_add_frames_float(state_->handle, samples.data(),
                                                samples.size() / state_->handle->channels);
  if (result != EBUR128_SUCCESS) {
    return fail(ErrorCode::unavailable, "measure loudness: out of memory", true);
  }
  return {};
}

std::optional<double> LoudnessMeter::integrated_loudness() const {
  double loudness = 0;
  if (::ebur128_loudness_global(state_->handle, &loudness) != EBUR128_SUCCESS ||
      !std::isfinite(loudness)) {
    return std::nullopt;
  }
  return loudness;
}

std::optional<double> LoudnessMeter::true_peak() const {
  double loudest = 0;
  for (unsigned channel = 0; channel < state_->handle->channels; ++channel) {
    double peak = 0;
    if (::ebur128_true_peak(state_->handle, channel, &peak) == EBUR128_SUCCESS) {
      loudest = std::max(loudest, peak);
    }
  }
  if (loudest <= 0 || !std::isfinite(loudest)) return std::nullopt;
  return 20 * std::log10(loudest);
}

}  // namespace audmg::ebur128
