// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/changed_files.hpp"

#include "audmg/lib/json/document.hpp"
#include "audmg/library/catalogue_entry.hpp"

#include <utility>

namespace audmg::library {
namespace {

constexpr std::string_view kAttempts = "attempt.";

}  // namespace

void ChangedFiles::add(const database::Event& event) {
  if (event.type.starts_with(kAttempts)) return;
  if (!event.file.empty()) return add_file(event.file);
  const auto detail = json::parse(event.detail, {});
  const json::Value* ids = detail ? detail->find("fileIds") : nullptr;
  const json::Array* list = ids == nullptr ? nullptr : ids->as_array();
  if (list == nullptr) return;
  for (const json::Value& element : *list) {
    const std::string* text = element.as_string();
    const auto id = text == nullptr ? std::nullopt : FileId::parse(*text);
    if (id) add_file(*id);
  }
}

void ChangedFiles::add_file(const FileId& file) {
  if (seen_.insert(file.text()).second) files_.push_back(file);
}

void put_file(catalogue::Catalogue& catalogue, const database::File& file,
              telemetry::Logger& logger) {
  auto entry = catalogue_entry(file);
  if (!entry) {
    logger.log(telemetry::Level::warning, "row_not_readable",
               {{"fileId", std::string_view(file.id.text())},
                {"error", std::string_view(entry.error().message)}});
    entry = bare_catalogue_entry(file);
  }
  if (!catalogue.put(*entry)) {
    logger.log(telemetry::Level::error, "catalogue_full",
               {{"fileId", std::string_view(file.id.text())}});
  }
}

}  // namespace audmg::library
