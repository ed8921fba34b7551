// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/edits/file_patch.hpp"

#include "audmg/functions/uploads/file_rules.hpp"
#include "audmg/library/edits.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace audmg::functions {
namespace {

constexpr std::string_view kFileName = "fileName";
/// The code of a fault that another value of the same file may cure.
constexpr std::string_view kMissing = "missing";

using Faults = std::vector<http::FieldProblem>;

/// Returns the name that the patch asks for; nothing when it is not valid.
std::optional<std::string> read_new_name(const json::Value& value, Faults& faults) {
  const std::string* const text = value.as_string();
  if (text == nullptr) {
    faults.push_back({std::string(kFileName), "wrong_type", "A text."});
    return std::nullopt;
  }
  auto name = read_file_name(kFileName, *text);
  if (name) return *std::move(name);
  const auto& found = std::get<http::Problem>(name.error()).errors;
  faults.insert(faults.end(), found.begin(), found.end());
  return std::nullopt;
}

/// Null returns to the name of the upload.
void apply_name(const json::Value& patch, database::File& file, library::FileEdits& edits,
                Faults& faults) {
  const json::Value* const value = patch.find(kFileName);
  if (value == nullptr) return;
  const std::string uploaded = edits.uploaded_name.value_or(file.name);
  auto name = value->is_null() ? uploaded : read_new_name(*value, faults);
  if (!name) return;
  edits.uploaded_name = *name == uploaded ? std::nullopt : std::optional(uploaded);
  file.name = *std::move(name);
}

Faults faults_of(std::vector<library::PatchFault> found) {
  Faults faults;
  for (library::PatchFault& fault : found) {
    faults.push_back({std::move(fault.field), std::move(fault.code), std::move(fault.message)});
  }
  return faults;
}

}  // namespace

http::Problem invalid_patch(std::vector<http::FieldProblem> faults) {
  return {.status = 400,
          .code = "validation_failed",
          .message = "Some fields are not valid; see errors.",
          .errors = std::move(faults)};
}

Outcome<FilePatch> FilePatch::read(const json::Value& patch) {
  // Audio has all members that pictures have.
  database::File file;
  file.kind = database::FileKind::audio;
  library::FileEdits edits;
  Faults faults = faults_of(library::apply_patch(patch, file.kind, edits));
  apply_name(patch, file, edits, faults);
  std::erase_if(faults, [](const http::FieldProblem& fault) { return fault.code == kMissing; });
  if (!faults.empty()) return refuse(invalid_patch(std::move(faults)));
  return FilePatch(patch);
}

bool FilePatch::sets_coordinates() const {
  const json::Value* const place = patch_->find("place");
  const json::Value* const latitude = place == nullptr ? nullptr : place->find("latitude");
  return latitude != nullptr && !latitude->is_null();
}

Result<bool> FilePatch::apply(database::File& file) {
  faults_.clear();
  if (file.trashed_at) return fail(ErrorCode::not_found, "the file is in the trash");
  AUDMG_TRY(library::FileEdits edits, library::edits_from_json(file.edits));
  const std::string name = file.name;
  faults_ = faults_of(library::apply_patch(*patch_, file.kind, edits));
  apply_name(*patch_, file, edits, faults_);
  if (!faults_.empty()) {
    file.name = name;
    return fail(ErrorCode::invalid_argument, "the patch does not fit the file");
  }
  std::string text = library::edits_to_json(edits);
  if (text == file.edits && name == file.name) return false;
  file.edits = std::move(text);
  return true;
}

}  // namespace audmg::functions
