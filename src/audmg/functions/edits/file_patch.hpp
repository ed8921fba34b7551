// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/lib/json/document.hpp"

#include <vector>

namespace audmg::functions {

/// A change of one or many files that a client asks for: a JSON merge patch of the members that
/// library::apply_patch() knows and of `fileName`.
class FilePatch {
 public:
  /// `patch` must outlive it. Problems: 400 validation_failed for values that no file can have.
  [[nodiscard]] static Outcome<FilePatch> read(const json::Value& patch);

  /// Applies the patch to a file; returns whether that changed it, and leaves the file as it was
  /// when it did not. Errors: not_found for a file in the trash; invalid_argument, after which
  /// faults() says what is wrong; corrupt.
  [[nodiscard]] Result<bool> apply(database::File& file);

  /// Returns whether it sets coordinates, which are to be named then.
  [[nodiscard]] bool sets_coordinates() const;

  /// Returns what the last apply() could not do.
  [[nodiscard]] const std::vector<http::FieldProblem>& faults() const noexcept { return faults_; }

 private:
  explicit FilePatch(const json::Value& patch) : patch_(&patch) {}

  const json::Value* patch_;
  std::vector<http::FieldProblem> faults_;
};

/// 400 validation_failed for these fields.
[[nodiscard]] http::Problem invalid_patch(std::vector<http::FieldProblem> faults);

}  // namespace audmg::functions
