// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <string_view>
#include <vector>

namespace audmg::functions {

/// Returns the names of the forms that the plan has for files of that kind, in its order; texts of
/// the plan.
[[nodiscard]] std::vector<std::string_view> forms_for(database::FileKind kind,
                                                      const media::RenditionPlan& plan);

/// Returns whether the record names a rendition of that name.
[[nodiscard]] bool has_rendition(const media::MediaRecord& record, std::string_view name);

}  // namespace audmg::functions
