// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/facts.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// What a file that was processed by another plan still needs.
struct LackingRenditions {
  /// The recipes of the plan that apply to the file and made none of its renditions.
  media::RenditionPlan plan{};
  /// The renditions that the plan would make the same again.
  std::vector<media::Rendition> present{};

  [[nodiscard]] bool is_none() const;
  /// recipe_id() of each recipe of `plan`.
  [[nodiscard]] std::vector<std::string> recipes() const;
};

/// `content_type`: of the original that the record is about.
[[nodiscard]] LackingRenditions lacking_renditions(const media::MediaRecord& record,
                                                   std::string_view content_type,
                                                   const media::RenditionPlan& plan);

/// Adds the renditions that were present to those just made, all in the order of the plan.
void add_present(std::vector<media::Rendition> present, const media::RenditionPlan& plan,
                 media::MediaRecord& made);

}  // namespace audmg::functions
