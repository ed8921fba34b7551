// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// The difference between a plan and a file that was processed with another plan or by an earlier
/// version of this program, or of which more renditions were asked for since.
struct LackingRenditions {
  /// The recipes of the plan that apply to the file unasked and did not make any of its renditions.
  media::RenditionPlan plan{};
  /// The same of those that are made once the file is ready: what was asked for, and the forms that
  /// long audio needs.
  media::RenditionPlan later{};
  /// The file's renditions. Each stays until another one of its name is made: the plan may have no
  /// such recipe any more, and not every recipe can be carried out, as when a cover that was shown
  /// cannot be read now.
  std::vector<media::Rendition> present{};
  /// True if the store has lost the video of a motion photo.
  bool has_lost_motion = false;
  /// True if an earlier version of this program read the facts, or another sidecar.
  bool facts = false;

  /// Returns whether the file is up to date, but for what is made later. Motion counts only if it
  /// is lost: whether a photo has it is known only when it is read for another reason, as after
  /// each change of the image recipes.
  [[nodiscard]] bool is_none() const;
  [[nodiscard]] bool has_later() const;
  /// Returns the recipe_id() of each recipe in `plan` and `later`.
  [[nodiscard]] std::vector<std::string> recipes() const;
};

/// Compares a file's record with the plan. `content_type` is that of the file's original, `asked`
/// has the names of the renditions that its owner asked for.
[[nodiscard]] LackingRenditions lacking_renditions(const media::MediaRecord& record,
                                                   std::string_view content_type,
                                                   const media::RenditionPlan& plan,
                                                   std::span<const std::string> asked = {});

/// Returns the same for the file that has the record. Its facts are also lacking if it has got
/// another sidecar since they were read.
[[nodiscard]] LackingRenditions lacking_renditions(const media::MediaRecord& record,
                                                   const database::File& file,
                                                   const media::RenditionPlan& plan,
                                                   std::span<const std::string> asked = {});

/// Returns the object key of the file's sidecar; "" when it has none.
[[nodiscard]] std::string_view sidecar_of(const database::File& file) noexcept;

/// Returns what the plan makes of a file of which nothing is known.
[[nodiscard]] media::RenditionPlan without_demand(media::RenditionPlan plan);

/// Adds to the new renditions in `made` the present ones whose names it does not have, as many as a
/// record holds; all in the order of the plan.
void add_present(std::vector<media::Rendition> present, const media::RenditionPlan& plan,
                 media::MediaRecord& made);

}  // namespace audmg::functions
