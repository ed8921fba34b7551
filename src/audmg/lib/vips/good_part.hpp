// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"

#include <cstdint>
#include <memory>
#include <optional>

namespace audmg::vips {

/// The part of an image that could be decoded. Complete once all its pixels were computed.
struct GoodPart {
  std::uint32_t rows = 0;  ///< from the top, without a gap
  /// Why the next row could not be decoded; nullopt when every row could.
  std::optional<Error> damage{};
};

/// An image that ends well although its decoder fails on the way.
struct TolerantImage {
  Image image;
  std::shared_ptr<const GoodPart> good;
};

/// Returns a pipeline with the same pixels from the top to the first row that cannot be decoded;
/// the rest is transparent, or grey where there is no alpha. Only damaged bytes are tolerated: too
/// little memory, for example, still fails. Precondition: the image is read from top to bottom.
/// Errors: internal.
[[nodiscard]] Result<TolerantImage> good_part(const Image& image);

}  // namespace audmg::vips
