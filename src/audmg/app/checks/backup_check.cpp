// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/backup/backup_folder.hpp"
#include "audmg/backup/manifest.hpp"
#include "audmg/backup/snapshot_name.hpp"
#include "audmg/config/quantity.hpp"
#include "audmg/core/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <system_error>

namespace audmg::app {

std::vector<Finding> check_backup(const config::Settings& settings, TimePoint now) {
  const std::string subject = "backup";
  if (settings.backup_dir.empty()) {
    return {{Verdict::warn, subject, "the server makes none by itself",
             "Set AUDMG_BACKUP_DIR to a folder on another disk, or run `audmg backup create`."}};
  }
  const auto snapshots = backup::list_snapshots(settings.backup_dir);
  if (!snapshots) {
    return {{Verdict::fail, subject, snapshots.error().message,
             "Run this as the user who runs the server."}};
  }
  if (snapshots->empty()) {
    return {{Verdict::warn, subject, "there is none yet in " + settings.backup_dir,
             "The server makes one soon after its start; its log says why when it does not."}};
  }
  const backup::Snapshot& newest = snapshots->back();
  const auto age = std::chrono::floor<std::chrono::minutes>(
      now - backup::snapshot_time(newest.name).value_or(now));
  const std::string text = fmt::format("{}, {} old, {} kept", newest.name,
                                       config::format_duration(age), snapshots->size());
  const auto manifest = backup::read_manifest_summary(newest.folder / backup::kManifestFile);
  if (!manifest) {
    return {{Verdict::fail, subject, newest.name + ": " + manifest.error().message,
             "Make another one: audmg backup create " + settings.backup_dir}};
  }
  if (age > 2 * settings.backup_schedule) {
    return {{Verdict::fail, subject, text + ": overdue",
             "Look into the server's log for backup_failed, or whether the server runs."}};
  }
  if (manifest->end.missing > 0) {
    return {{Verdict::fail, subject,
             fmt::format("{}: {} of the drive's files are not in it", text, manifest->end.missing),
             "The drive has lost them: look for them in earlier snapshots."}};
  }
  if (manifest->end.linked > 0) {
    return {{Verdict::warn, subject, text + ", hard links: a failing disk damages drive and backup",
             "Set AUDMG_BACKUP_MODE=copy, or keep a copy of the folder on another disk."}};
  }
  return {{Verdict::ok, subject, text, ""}};
}

}  // namespace audmg::app
