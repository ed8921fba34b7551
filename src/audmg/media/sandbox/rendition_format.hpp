// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::media::sandbox {

enum class RenditionFormat { media, waveform, waveform_json };

/// What the file of a rendition has to be.
struct Expectation {
  RenditionFormat format = RenditionFormat::media;
  std::string_view content_type;
  std::string recipe;
};

/// Nothing when the plan has no rendition of that name.
[[nodiscard]] std::optional<Expectation> find_expectation(const RenditionPlan& plan,
                                                          std::string_view name);

/// The content type of a file by its bytes: for media a strict walk over its structure, for
/// waveforms what audiowaveform's formats allow. What it is not is said in words for a log.
/// Errors: internal, when the file cannot be read.
[[nodiscard]] Result<std::string> recognise(const Descriptor& file, std::uint64_t size,
                                            RenditionFormat format);

}  // namespace audmg::media::sandbox
