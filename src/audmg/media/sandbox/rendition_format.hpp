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

enum class RenditionFormat { media, waveform, waveform_json, motion };

/// Requirements on the file of a rendition.
struct Expectation {
  RenditionFormat format = RenditionFormat::media;
  std::string_view content_type;
  std::string recipe;
};

/// Returns nullopt when the plan has no rendition of that name.
[[nodiscard]] std::optional<Expectation> find_expectation(const RenditionPlan& plan,
                                                          std::string_view name);

/// Returns the content type of a file according to its bytes: by a strict walk over the structure
/// of media and motion videos, and by the rules of audiowaveform's formats for waveforms. For other
/// files the result describes them, for a log. Errors: internal, when the file cannot be read.
[[nodiscard]] Result<std::string> recognise(const Descriptor& file, std::uint64_t size,
                                            RenditionFormat format);

}  // namespace audmg::media::sandbox
