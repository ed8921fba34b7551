// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace audmg::ebur128 {

/// Weight of a channel in the measurement (ITU-R BS.1770).
enum class Weight { none, front, surround };

/// Measures loudness and true peak of continuous sound (EBU R 128).
class LoudnessMeter {
 public:
  /// One weight for each channel. Errors: invalid_argument when the library cannot measure that
  /// many channels or that sample rate.
  [[nodiscard]] static Result<LoudnessMeter> open(std::uint32_t sample_rate,
                                                  std::span<const Weight> channels);

  /// Interleaved samples; full scale is 1. Errors: unavailable when memory is short.
  [[nodiscard]] Result<void> add(std::span<const float> samples);

  /// Returns LUFS; nothing for silence and for less than 400 ms.
  [[nodiscard]] std::optional<double> integrated_loudness() const;
  /// Returns dBTP of the loudest channel; nothing for silence.
  [[nodiscard]] std::optional<double> true_peak() const;

  LoudnessMeter(LoudnessMeter&&) noexcept;
  LoudnessMeter& operator=(LoudnessMeter&&) noexcept;
  ~LoudnessMeter();

 private:
  // The library's state; its type has no name that could be declared here.
  struct State;
  explicit LoudnessMeter(std::unique_ptr<State> state) noexcept;

  std::unique_ptr<State> state_;
};

}  // namespace audmg::ebur128
