// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/catalogue.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/telemetry/logger.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace audmg::library {

/// Collects the files whose rows a reader of events must look at again. Not thread-safe.
class ChangedFiles {
 public:
  /// Adds the files that the event names, itself or in the list `fileIds` of its detail. Steps of
  /// attempts change nothing that a catalogue shows.
  void add(const database::Event& event);
  [[nodiscard]] std::vector<FileId> take() && { return std::move(files_); }

 private:
  void add_file(const FileId& file);

  std::vector<FileId> files_;
  std::unordered_set<std::string> seen_;
};

/// Puts the file into the catalogue; logs a row that cannot be read, and a catalogue that is full.
void put_file(catalogue::Catalogue& catalogue, const database::File& file,
              telemetry::Logger& logger);

}  // namespace audmg::library
