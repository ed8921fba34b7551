// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/image/encoded_image.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/render/render.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <vector>

namespace audmg::media {

/// Adds the pictures of `recipes`, in that order, the placeholder and the dominant colour to the
/// record, the difference hash to one of an image, and says there when the picture is damaged.
/// Decodes once and makes each picture from the next larger one. Precondition: the limits were
/// checked. Errors: as render_image().
[[nodiscard]] Result<void> make_pictures(const EncodedImage& image,
                                         const std::vector<ImageRecipe>& recipes,
                                         const RenderTask& task, OutputFiles& outputs,
                                         MediaRecord& record);

}  // namespace audmg::media
