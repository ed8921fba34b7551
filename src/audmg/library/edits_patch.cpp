// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/edit_fields.hpp"
#include "audmg/library/edits.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace audmg::library {
namespace {

/// Applies the members of one object of the patch to one struct of edits.
class Patcher {
 public:
  /// `prefix` stands before the names in faults: "tags.".
  Patcher(const json::Value& object, std::string prefix, std::vector<PatchFault>& faults)
      : object_(object), prefix_(std::move(prefix)), faults_(faults) {}

  /// Returns the member; null when the patch does not have it, or when it is null, which `unset`
  /// hears of.
  template <class Unset>
  const json::Value* find(std::string_view name, Unset unset) {
    const json::Value* value = object_.find(name);
    if (value == nullptr || !value->is_null()) return value;
    unset();
    return nullptr;
  }

  template <class Edits>
  void apply(const TextField<Edits>& field, Edits& edits) {
    const json::Value* value = find(field.name, [&] { (edits.*field.member).reset(); });
    if (value == nullptr) return;
    if (auto text = read_text(*value, field.name, field.max_bytes, field.lines)) {
      edits.*field.member = std::move(text);
    }
  }

  template <class Edits>
  void apply(const ListField<Edits>& field, Edits& edits) {
    const json::Value* value = find(field.name, [&] { (edits.*field.member).reset(); });
    if (value == nullptr) return;
    const json::Array* array = value->as_array();
    if (array == nullptr) return fault(field.name, "wrong_type", "A list of texts.");
    if (array->size() > field.max_entries) {
      return fault(field.name, "too_long",
                   "At most " + std::to_string(field.max_entries) + " entries.");
    }
    std::vector<std::string> list;
    for (const json::Value& entry : *array) {
      auto text = read_text(entry, field.name, field.max_bytes, Lines::one);
      if (!text) return;
      if (text->empty()) return fault(field.name, "invalid", "No entry may be empty.");
      if (std::ranges::find(list, *text) == list.end()) list.push_back(*std::move(text));
    }
    edits.*field.member = std::move(list);
  }

  template <class Edits>
  void apply(const NumberField<Edits>& field, Edits& edits) {
    const json::Value* value = find(field.name, [&] { (edits.*field.member).reset(); });
    if (value == nullptr) return;
    const std::string rule = "A whole number from 0 to " + std::to_string(field.most) + '.';
    if (!value->is_number()) return fault(field.name, "wrong_type", rule);
    const auto number = value->as_unsigned();
    if (!number || *number > field.most) return fault(field.name, "out_of_range", rule);
    edits.*field.member = static_cast<std::uint32_t>(*number);
  }

  void apply(std::string_view name, std::optional<bool>& edit) {
    const json::Value* value = find(name, [&] { edit.reset(); });
    if (value == nullptr) return;
    const auto truth = value->as_bool();
    if (!truth) return fault(name, "wrong_type", "true or false.");
    edit = *truth;
  }

  std::optional<std::string> read_text(const json::Value& value, std::string_view name,
                                       std::size_t max_bytes, Lines lines) {
    const std::string* text = value.as_string();
    if (text == nullptr) {
      fault(name, "wrong_type", "A text.");
    } else if (auto wrong = fault_of(*text, {.max_bytes = max_bytes, .lines = lines})) {
      fault(name, wrong->code, std::move(wrong->message));
    } else {
      return *text;
    }
    return std::nullopt;
  }

  void fault(std::string_view name, std::string_view code, std::string message) {
    faults_.push_back({prefix_ + std::string(name), std::string(code), std::move(message)});
  }

 private:
  const json::Value& object_;
  std::string prefix_;
  std::vector<PatchFault>& faults_;
};

void apply_date(Patcher& patcher, FileEdits& edits) {
  const json::Value* value = patcher.find("date", [&] { edits.date.reset(); });
  if (value == nullptr) return;
  const std::string* text = value->as_string();
  auto date = text != nullptr ? parse_local_date(*text) : std::nullopt;
  if (!date) {
    return patcher.fault("date", text == nullptr ? "wrong_type" : "invalid",
                         "A date such as 2019-07-14, with a time as in 2019-07-14T18:30:00 or "
                         "2019-07-14T18:30:00+02:00 if it is known.");
  }
  edits.date = std::move(date->text);
}

void apply_favorite(Patcher& patcher, FileEdits& edits) {
  std::optional<bool> favorite = edits.favorite;
  patcher.apply("favorite", favorite);
  edits.favorite = favorite.value_or(false);
}

void apply_degrees(Patcher& patcher, std::string_view name, const media::FactRange& range,
                   std::optional<double>& degrees) {
  const json::Value* value = patcher.find(name, [&] { degrees.reset(); });
  if (value == nullptr) return;
  const auto number = value->as_number();
  if (!number) return patcher.fault(name, "wrong_type", "Degrees, as a number.");
  if (!range.contains(*number)) {
    return patcher.fault(name, "out_of_range",
                         "Degrees from " + std::to_string(std::lround(range.least)) + " to " +
                             std::to_string(std::lround(range.most)) + '.');
  }
  degrees = *number;
}

void apply_place(const json::Value& value, PlaceEdits& edits, std::vector<PatchFault>& faults) {
  Patcher patcher(value, "place.", faults);
  patcher.apply(TextField<PlaceEdits>{"name", &PlaceEdits::name, kMaxTitleBytes}, edits);
  apply_degrees(patcher, "latitude", media::kLatitude, edits.latitude);
  apply_degrees(patcher, "longitude", media::kLongitude, edits.longitude);
  if (edits.latitude.has_value() != edits.longitude.has_value()) {
    patcher.fault(edits.latitude ? "longitude" : "latitude", "missing",
                  "Latitude and longitude come together.");
  }
}

void apply_tags(const json::Value& value, FileEdits& edits, std::vector<PatchFault>& faults) {
  Patcher patcher(value, "tags.", faults);
  patcher.apply(TextField<FileEdits>{"title", &FileEdits::title, kMaxTitleBytes}, edits);
  visit_tag_fields([&](const auto& field) { patcher.apply(field, edits.tags); });
  patcher.apply("compilation", edits.tags.compilation);
}

}  // namespace

std::vector<PatchFault> apply_patch(const json::Value& patch, database::FileKind kind,
                                    FileEdits& edits) {
  std::vector<PatchFault> faults;
  Patcher patcher(patch, "", faults);
  visit_file_fields([&](const auto& field) { patcher.apply(field, edits); });
  apply_date(patcher, edits);
  apply_favorite(patcher, edits);
  if (const auto* place = patcher.find("place", [&] { edits.place = {}; })) {
    if (place->as_object() == nullptr) {
      patcher.fault("place", "wrong_type", "An object with name, or latitude and longitude.");
    } else {
      apply_place(*place, edits.place, faults);
    }
  }
  const auto unset_tags = [&] {
    edits.tags = {};
    if (kind == database::FileKind::audio) edits.title.reset();
  };
  if (const auto* tags = patcher.find("tags", unset_tags)) {
    if (tags->as_object() == nullptr) {
      patcher.fault("tags", "wrong_type", "An object.");
    } else if (kind != database::FileKind::audio) {
      patcher.fault("tags", "invalid", "Only audio has tags.");
    } else {
      apply_tags(*tags, edits, faults);
    }
  }
  return faults;
}

}  // namespace audmg::library
