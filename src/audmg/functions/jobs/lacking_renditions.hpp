// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/record/facts.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// The difference between a plan and a file that was processed with another plan, or by an earlier
/// version of this program.
struct LackingRenditions {
  /// The recipes of the plan that apply to the file and did not make any of its renditions.
  media::RenditionPlan plan{};
  /// The file's renditions that the plan would make identically.
  std::vector<media::Rendition> present{};
  /// An earlier version of this program read the facts.
  bool facts = false;

  /// Returns whether the file is up to date.
  [[nodiscard]] bool is_none() const;
  /// Returns the recipe_id() of each recipe in `plan`.
  [[nodiscard]] std::vector<std::string> recipes() const;
};

/// Compares a file's record with the plan. `content_type` is that of the file's original.
[[nodiscard]] LackingRenditions lacking_renditions(const media::MediaRecord& record,
                                                   std::string_view content_type,
                                                   const media::RenditionPlan& plan);

/// Adds the renditions that were present to the new ones in `made`, all in the order of the plan.
void add_present(std::vector<media::Rendition> present, const media::RenditionPlan& plan,
                 media::MediaRecord& made);

}  // namespace audmg::functions
