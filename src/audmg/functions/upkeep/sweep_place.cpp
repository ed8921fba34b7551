// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/sweep_place.hpp"

#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxPlaceBytes = 4096;

struct StepName {
  SweepStep step;
  std::string_view name;
};
constexpr std::array kStepNames{StepName{SweepStep::lost_uploads, "lostUploads"},
                                StepName{SweepStep::originals, "originals"},
                                StepName{SweepStep::renditions, "renditions"},
                                StepName{SweepStep::downloads, "downloads"},
                                StepName{SweepStep::purge, "purge"},
                                StepName{SweepStep::done, "done"}};

void write_prefix(json::Writer& json, std::string_view name, const PrefixPlace& place) {
  json.key(name)
      .begin_object()
      .field("after", place.after)
      .field("seen", place.seen)
      .field("moved", place.moved)
      .end_object();
}

PrefixPlace read_prefix(const json::Value& sweep, std::string_view name) {
  const json::Value* const place = sweep.find(name);
  if (place == nullptr) return {};
  const json::Value* const after = place->find("after");
  const json::Value* const seen = place->find("seen");
  const json::Value* const moved = place->find("moved");
  const std::string* const key = after == nullptr ? nullptr : after->as_string();
  if (key == nullptr || seen == nullptr || moved == nullptr) return {};
  return {.after = *key,
          .seen = seen->as_unsigned().value_or(0),
          .moved = moved->as_unsigned().value_or(0)};
}

}  // namespace

std::string write_sweep_place(const SweepPlace& place) {
  json::Writer json;
  json.begin_object().field("step",
                            std::ranges::find(kStepNames, place.step, &StepName::step)->name);
  write_prefix(json, "originals", place.originals);
  write_prefix(json, "sidecars", place.sidecars);
  write_prefix(json, "renditions", place.renditions);
  json.end_object();
  return std::move(json).take();
}

SweepPlace read_sweep_place(std::string_view text) {
  const auto document = json::parse(text, {.max_bytes = kMaxPlaceBytes, .max_depth = 3});
  const json::Value* const step = document ? document->find("step") : nullptr;
  const std::string* const name = step != nullptr ? step->as_string() : nullptr;
  if (name == nullptr) return {};
  const auto* const known = std::ranges::find(kStepNames, std::string_view(*name), &StepName::name);
  if (known == kStepNames.end()) return {};
  return {.step = known->step,
          .originals = read_prefix(*document, "originals"),
          .sidecars = read_prefix(*document, "sidecars"),
          .renditions = read_prefix(*document, "renditions")};
}

}  // namespace audmg::functions
