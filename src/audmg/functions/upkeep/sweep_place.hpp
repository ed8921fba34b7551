// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::functions {

/// The place of a sweep of the objects under one prefix.
struct PrefixPlace {
  /// The last key that was judged.
  std::string after{};
  std::size_t seen = 0;
  std::size_t moved = 0;
};

/// The step of a sweep of the objects.
enum class SweepStep { lost_uploads, originals, renditions, downloads, purge, done };

/// The place where a sweep of the objects goes on; a new one begins at the first step.
struct SweepPlace {
  SweepStep step = SweepStep::lost_uploads;
  // The step `originals` walks over both at the same time:
  PrefixPlace originals{};
  PrefixPlace sidecars{};
  PrefixPlace renditions{};
};

/// Writes the place as a text of at most 2 KiB.
[[nodiscard]] std::string write_sweep_place(const SweepPlace& place);
/// Reads that text. One that cannot be read, of another version, is a new sweep.
[[nodiscard]] SweepPlace read_sweep_place(std::string_view text);

}  // namespace audmg::functions
